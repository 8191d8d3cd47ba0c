/** Something of the folder that the exercise does not have, or has in another way: why, and what the author can do. */
export interface Leftover {
  /** Path in the folder, or what it is about. */
  readonly what: string;
  /** Why, the end of a sentence that begins with `what`. */
  readonly why: string;
  /** What to do, a sentence of its own; absent where nothing is to be done. */
  readonly todo?: string;
}

/**
 * Why a file that neither suite nor solution needs is left where it is.
 * @param image the image that was chosen for a list of packages.
 */
export function leftoverOf(path: string, image?: string): Leftover {
  if (image !== undefined && /^requirements[^/]*\.txt$/i.test(path)) {
    return { what: path, why: `has become "image": "${image}" in exercise.json, which has its packages in versions of its own` };
  }
  const known = kinds.find(({ pattern }) => pattern.test(path));
  const what = known?.whole === true ? `${path.split('/').slice(0, -1).join('/')}/` : path;
  return known === undefined
    ? {
        what: path,
        why: 'is named by neither the suite nor the solution',
        todo: 'Copy it to hidden/ or starter/ where it is needed.',
      }
    : { what, why: known.why, ...(known.todo === undefined ? {} : { todo: known.todo }) };
}

/** The same for several files of one folder is said once. */
export function withoutRepeats(leftovers: readonly Leftover[]): readonly Leftover[] {
  const seen = new Set<string>();
  return leftovers.filter(({ what, why }) => {
    const key = `${what} ${why}`;
    return seen.has(key) ? false : seen.add(key) !== undefined;
  });
}

interface Kind {
  readonly pattern: RegExp;
  readonly why: string;
  readonly todo?: string;
  /** The folder it lies in is named in its place. */
  readonly whole?: true;
}

const kinds: readonly Kind[] = [
  {
    pattern: /\.ipynb$/i,
    why: 'is a notebook: code and output in one file, which no learner hands in here',
    todo: 'Copy the task out of it into README.md, and the code into starter/ and solution/.',
  },
  {
    pattern: /^\.docs\/hints\.md$/,
    why: 'has hints for the whole task, and hints belong to tests here',
    todo: 'Give them to the tests: @pytest.mark.hint("…").',
  },
  {
    pattern: /^\.(?:approaches|articles)\//,
    why: 'has texts on ways to solve it, which no command shows',
    todo: 'Turn what is often done wrong into wrong/<name>/.',
    whole: true,
  },
  { pattern: /^\.meta\/config\.json$/, why: 'has been read: what of it has a place is in exercise.json and README.md' },
  {
    pattern: /^\.meta\/design\.md$/,
    why: 'is for authors',
    todo: 'Copy what still holds into "objectives" and "outOfScope" of exercise.json.',
  },
  {
    pattern: /^\.meta\/(?:tests\.toml|.*\.j2|additional_tests\.json)$/,
    why: 'is for generating the suite, which is written by hand here',
  },
  {
    pattern: /^(?:\.github|\.gitlab|\.circleci|\.devcontainer|\.ci)\//,
    why: 'is for a CI system',
    todo: 'Let CI run "waymark grade"; its exit code is enough.',
    whole: true,
  },
  {
    pattern:
      /^(?:\.gitlab-ci\.yml|\.travis\.yml|azure-pipelines\.yml|Jenkinsfile|Makefile|noxfile\.py|tox\.ini|justfile|Dockerfile|docker-compose\.ya?ml|compose\.ya?ml)$/i,
    why: 'is for running the tests elsewhere',
    todo: 'Let CI run "waymark grade"; servers beside a submission go into "services" of exercise.json.',
  },
  {
    pattern:
      /^(?:requirements[^/]*|Pipfile(?:\.lock)?|poetry\.lock|uv\.lock|environment\.ya?ml|setup\.(?:py|cfg)|pyproject\.toml|\.python-version)$/i,
    why: 'is for installing packages, which the image has already',
    todo: 'See "waymark images list" for the images there are.',
  },
  { pattern: /(?:^|\/)\.[^/]*$/, why: 'is a setting of a tool' },
  {
    pattern: /\.(?:png|jpe?g|gif|svg|webp|pdf|docx?|pptx?|html?)$/i,
    why: 'is an illustration or a document, and the task is plain Markdown',
    todo: 'Say in README.md what it shows.',
  },
  {
    pattern:
      /(?:^|\/)(?:readme|instructions?|introduction|problem|task|description|hints?|changelog|contributing|notes?)[^/]*\.(?:md|rst|txt)$/i,
    why: 'is a second text, and an exercise has one',
    todo: 'Copy what the learner needs into README.md.',
  },
];
