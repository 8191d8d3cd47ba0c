import { describe, expect, it } from 'vitest';
import type { EngineFacts } from '../../scripts/set-up/decide-engine.mjs';
import { decideEngine, decideMmdebstrap } from '../../scripts/set-up/decide-engine.mjs';
import { distributionOf } from '../../scripts/set-up/engine.mjs';
import { mayInstallGvisor } from '../../scripts/set-up/gvisor.mjs';

const bareDebian: EngineFacts = {
  platform: 'linux',
  distribution: ['debian'],
  isRoot: true,
  isRefused: false,
  named: undefined,
  isForbidden: false,
  hasDaemon: false,
  hasAptGet: true,
  hasMmdebstrap: false,
  hasDockerCeClient: false,
};

describe('what is done when no engine answers', () => {
  it('installs an engine and the tool for the base image on a bare Debian as root', () => {
    expect(decideEngine(bareDebian)).toEqual({ kind: 'install', packages: ['docker.io', 'mmdebstrap'] });
  });

  it('installs only what is missing', () => {
    expect(decideEngine({ ...bareDebian, hasMmdebstrap: true })).toEqual({ kind: 'install', packages: ['docker.io'] });
  });

  it('takes the engine that belongs to an installed Docker client package, because docker.io conflicts with it', () => {
    expect(decideEngine({ ...bareDebian, hasDockerCeClient: true, hasMmdebstrap: true })).toEqual({
      kind: 'install',
      packages: ['docker-ce', 'containerd.io'],
    });
  });

  it('starts an engine that is installed and does not run', () => {
    expect(decideEngine({ ...bareDebian, hasDaemon: true })).toEqual({ kind: 'start' });
  });

  it('starts an installed engine on any Linux, but installs one on Debian and its family only', () => {
    const fedora = { ...bareDebian, distribution: ['fedora'], hasAptGet: false };

    expect(decideEngine({ ...fedora, hasDaemon: true })).toEqual({ kind: 'start' });
    expect(decideEngine(fedora)).toMatchObject({ kind: 'tell', next: expect.stringContaining('package manager') });
  });

  it.each([
    ['an engine elsewhere', { named: { message: 'Nothing at tcp://192.0.2.7.', next: 'Unset it.' } }, /192\.0\.2\.7/, /Unset it/],
    ['an engine of others', { isRoot: false, hasDaemon: true, isForbidden: true }, /may not use it/, /usermod -aG docker/],
    ['a Mac', { platform: 'darwin', distribution: [] }, /No container engine answers/, /Docker Desktop, Colima or Podman/],
    ['Windows', { platform: 'win32', distribution: [] }, /No container engine answers/, /Docker Desktop/],
    ['FreeBSD', { platform: 'freebsd', distribution: [] }, /freebsd/, /DOCKER_HOST/],
    ['Debian without root', { isRoot: false }, /No container engine answers/, /sudo apt-get install docker\.io mmdebstrap/],
    [
      'a stopped engine without root',
      { isRoot: false, hasDaemon: true },
      /installed, but it does not answer/,
      /sudo systemctl start docker/,
    ],
    ['Arch without root', { isRoot: false, distribution: ['arch'], hasAptGet: false }, /No container engine/, /package manager/],
    ['a refusal', { isRefused: true }, /No container engine answers/, /WAYMARK_NO_INSTALL.*apt-get install docker\.io/],
    [
      'a refusal with a stopped engine',
      { isRefused: true, hasDaemon: true },
      /does not answer/,
      /WAYMARK_NO_INSTALL forbids starting it/,
    ],
  ])('says in a sentence what to do for %s, and touches nothing', (_, facts, message, next) => {
    expect(decideEngine({ ...bareDebian, ...facts })).toEqual({
      kind: 'tell',
      message: expect.stringMatching(message),
      next: expect.stringMatching(next),
    });
  });

  it('leaves a named engine to whoever named it, even where it could install one', () => {
    expect(decideEngine({ ...bareDebian, named: { message: 'Gone.', next: 'Start it.' } })).toMatchObject({ kind: 'tell' });
  });
});

describe('distributionOf', () => {
  it.each([
    ['ID=debian\nVERSION_ID="12"\n', ['debian']],
    ['NAME="Linux Mint"\nID=linuxmint\nID_LIKE="ubuntu debian"\n', ['linuxmint', 'ubuntu', 'debian']],
    ["ID='ubuntu'\nID_LIKE=debian\n", ['ubuntu', 'debian']],
    ['', []],
  ])('reads %j', (text, expected) => {
    expect(distributionOf(text)).toEqual(expected);
  });
});

describe('what is done when the base image can be neither pulled nor made', () => {
  it('installs the tool that makes it on Debian as root', () => {
    expect(decideMmdebstrap(bareDebian)).toEqual({ kind: 'install', packages: ['mmdebstrap'] });
  });

  it.each([
    ['the tool is there', { hasMmdebstrap: true }],
    ['it is Ubuntu, whose sources have no Debian', { distribution: ['ubuntu', 'debian'] }],
    ['it is a Mac', { platform: 'darwin', distribution: [], hasAptGet: false }],
  ])('looks elsewhere when %s', (_, facts) => {
    expect(decideMmdebstrap({ ...bareDebian, ...facts })).toBeUndefined();
  });

  it.each([
    ['without root', { isRoot: false }],
    ['when installing is refused', { isRefused: true }],
  ])('says what to install %s', (_, facts) => {
    expect(decideMmdebstrap({ ...bareDebian, ...facts })).toMatchObject({
      kind: 'tell',
      next: expect.stringContaining('mmdebstrap'),
    });
  });
});

describe('gVisor for the tests', () => {
  const debian = { ...bareDebian, hasDaemon: true };

  it('is installed on Debian as root', () => {
    expect(mayInstallGvisor(debian)).toBe(true);
  });

  it.each([
    ['where there is no package of it', { distribution: ['ubuntu', 'debian'] }],
    ['by who may not install anything', { isRoot: false }],
    ['where that is refused', { isRefused: true }],
    ['where no engine of its own could be started', { hasDaemon: false }],
  ])('is not installed %s', (_, facts) => {
    expect(mayInstallGvisor({ ...debian, ...facts })).toBe(false);
  });
});
