import { createHash } from 'node:crypto';
import { Contrib, Enums, Models, Serialize, Spec } from '@cyclonedx/cyclonedx-library';
import parseSpdx from 'spdx-expression-parse';
import type { ImagePart } from './image-part.ts';
import { purl } from './purl.ts';

export interface DescribedImage {
  /** `judge` */
  readonly name: string;
  /** The hash in its tag. */
  readonly contentTag: string;
  /** `sha256:<hex>` */
  readonly id: string;
  readonly createdAt: Date;
  /** `amd64`, `arm64` */
  readonly architecture: string;
  readonly parts: readonly ImagePart[];
}

export interface ToolName {
  readonly name: string;
  readonly version: string;
}

const types: Readonly<Record<ImagePart['kind'], Enums.ComponentType>> = {
  application: Enums.ComponentType.Application,
  framework: Enums.ComponentType.Framework,
  library: Enums.ComponentType.Library,
  'operating-system': Enums.ComponentType.OperatingSystem,
};

const licences = new Contrib.License.Factories.LicenseFactory(parseSpdx);

/**
 * A CycloneDX 1.6 document as JSON text. The same image and version of this tool give the same bytes: its serial number is made of those
 * two, its time is that of the image, its parts come in the order in which they are given.
 * https://cyclonedx.org/docs/1.6/json/
 */
export function sbomDocument(image: DescribedImage, tool: ToolName): string {
  const root = imageComponent(image);
  const parts = image.parts.map(partComponent);
  for (const { bomRef } of parts) root.dependencies.add(bomRef);
  const madeWith = new Models.Component(Enums.ComponentType.Application, tool.name, { version: tool.version });
  const bom = new Models.Bom({
    serialNumber: serialNumber(image.id, tool),
    metadata: new Models.Metadata({
      timestamp: image.createdAt,
      component: root,
      tools: new Models.Tools({ components: new Models.ComponentRepository([madeWith]) }),
    }),
    components: new Models.ComponentRepository(parts),
  });
  const document = new Serialize.JSON.Normalize.Factory(Spec.Spec1dot6).makeForBom().normalize(bom, {});
  // A part without a list would claim to need nothing. What parts need of each other is not said here.
  const dependencies = document.dependencies?.filter(({ dependsOn }) => dependsOn !== undefined);
  return `${JSON.stringify({ ...document, dependencies }, null, 2)}\n`;
}

function imageComponent({ name, contentTag, id, architecture }: DescribedImage): Models.Component {
  const reference = purl({ type: 'oci', name, version: id, qualifiers: { arch: architecture, tag: contentTag } });
  return new Models.Component(Enums.ComponentType.Container, `waymark/${name}`, {
    version: contentTag,
    purl: reference,
    bomRef: reference,
  });
}

function partComponent(part: ImagePart): Models.Component {
  return new Models.Component(types[part.kind], part.name, {
    version: part.version,
    purl: part.purl,
    bomRef: part.purl,
    licenses: new Models.LicenseRepository(part.licences?.map(licence)),
    hashes: new Models.HashDictionary(part.sha256 === undefined ? [] : [[Enums.HashAlgorithm['SHA-256'], part.sha256]]),
    externalReferences: new Models.ExternalReferenceRepository(part.installedFrom?.map((sha256) => pinnedFile(part, sha256))),
    properties: new Models.PropertyRepository(
      Object.entries(part.facts ?? {}).map(([name, value]) => new Models.Property(name, value)),
    ),
  });
}

function licence(text: string): Models.License {
  const made = licences.makeFromString(text);
  made.acknowledgement = Enums.LicenseAcknowledgement.Declared;
  return made;
}

/** Not a hash of the part itself: it was installed from one of several files, and which one depends on the processor. */
function pinnedFile(part: ImagePart, sha256: string): Models.ExternalReference {
  return new Models.ExternalReference(part.purl, Enums.ExternalReferenceType.Distribution, {
    hashes: new Models.HashDictionary([[Enums.HashAlgorithm['SHA-256'], sha256]]),
    comment: 'one of the files that it may be installed from',
  });
}

/** RFC 9562, version 8: a UUID of one's own making. */
function serialNumber(imageId: string, tool: ToolName): string {
  const hex = createHash('sha256').update(`${imageId} ${tool.name} ${tool.version}`).digest('hex');
  return `urn:uuid:${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
