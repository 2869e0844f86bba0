const SYSTEMS = ['aix', 'android', 'darwin', 'freebsd', 'linux', 'netbsd', 'openbsd', 'sunos', 'win32'];
const PROCESSORS = ['arm', 'arm64', 'ia32', 'loong64', 'mips64el', 'ppc64', 'riscv64', 's390x', 'x64'];

/**
 * npm leaves out of the lockfile what its registry did not offer when it was written, and then refuses it: "Missing …
 * from lock file". Finds the packages for other platforms that are asked for in exactly one version and not listed.
 */
export function findUnlisted(lock) {
  const unlisted = [];
  for (const [parent, { optionalDependencies = {} }] of Object.entries(lock.packages)) {
    if (parent === '') continue;
    for (const [name, version] of Object.entries(optionalDependencies)) {
      const isListed =
        `${parent}/node_modules/${name}` in lock.packages || `node_modules/${name}` in lock.packages;
      if (!isListed && /^\d+\.\d+\.\d+/.test(version)) unlisted.push({ parent, name, version });
    }
  }
  return unlisted;
}

/** Adds them as npm itself writes them, without the hash that only the registry knows; npm fills it in there. */
export function completeLockfile(lock) {
  const packages = { ...lock.packages };
  const unlisted = findUnlisted(lock);
  for (const { parent, name, version } of unlisted) {
    const { dev } = lock.packages[parent];
    packages[`node_modules/${name}`] = {
      version,
      ...platformOf(name),
      ...(dev ? { dev } : {}),
      optional: true,
    };
  }
  const sorted = Object.fromEntries(
    Object.entries(packages).sort(([one], [other]) => one.localeCompare(other, 'en')),
  );
  return { lock: { ...lock, packages: sorted }, added: unlisted.map(({ name }) => name) };
}

/** These packages carry their platform in their name: `cli-linux-x64-musl`. */
function platformOf(name) {
  const parts = name.split(/[-/]/);
  const os = parts.filter((part) => SYSTEMS.includes(part));
  const cpu = parts.filter((part) => PROCESSORS.includes(part));
  const libc = parts.includes('musl') ? ['musl'] : parts.includes('gnu') ? ['glibc'] : [];
  return {
    ...(cpu.length > 0 ? { cpu } : {}),
    ...(libc.length > 0 ? { libc } : {}),
    ...(os.length > 0 ? { os } : {}),
  };
}
