/**
 * The parts of the core whose tests are put to the proof, each judged by the tests that stand beside it: those further off
 * would notice some more, late, and every survivor would wait for them.
 */
export const AREAS = {
  desk: {
    mutate: ['electron/engine/desk/**/*.ts'],
    tests: ['test/unit/engine/desk/**/*.test.ts'],
  },
  policy: {
    mutate: ['electron/engine/policy/*.ts', 'electron/engine/policy/rules/*.ts'],
    // Without the properties in decide.test.ts, of which each takes seconds.
    tests: [
      'test/unit/engine/policy/{leads-to,limits,rate-window,reasons}.test.ts',
      'test/unit/engine/policy/rules/*.test.ts',
    ],
  },
  egress: {
    mutate: [
      'electron/engine/egress/judge-destination.ts',
      'electron/engine/egress/asking/*.ts',
      'electron/engine/egress/reaching/public-address.ts',
      'electron/engine/egress/reading/parse-authority.ts',
      'shared/reach/*.ts',
    ],
    tests: [
      'test/unit/engine/egress/judge-destination.test.ts',
      'test/unit/engine/egress/asking/*.test.ts',
      'test/unit/engine/egress/reaching/public-address.test.ts',
      'test/unit/engine/egress/reading/parse-authority.test.ts',
      'test/unit/shared/reach/{allowed-host,reach}.test.ts',
    ],
  },
  record: {
    mutate: [
      'electron/engine/record/{audit-log,audit-reader,complete-entry,hash-entry,open-ends,verify-session}.ts',
    ],
    tests: [
      'test/unit/engine/record/{audit-*,complete-entry,open-ends,approval-lines,old-records,verify-session}.test.ts',
    ],
  },
  ipc: {
    mutate: ['electron/ipc/dispatcher.ts'],
    tests: ['test/unit/ipc/dispatcher.test.ts'],
  },
  gate: {
    mutate: ['electron/engine/gate/*.ts'],
    tests: ['test/unit/engine/gate/*.test.ts'],
  },
  effects: {
    mutate: ['electron/engine/effects/*.ts', 'electron/engine/agent/computer-driver.ts'],
    tests: ['test/unit/engine/effects/*.test.ts', 'test/unit/engine/agent/computer-driver.test.ts'],
  },
};

/** The one that this process is about; `npm run mutate` says which. */
export function chosenArea() {
  const name = process.env.MUTATION_AREA ?? '';
  const area = Object.hasOwn(AREAS, name) ? AREAS[name] : undefined;
  if (area === undefined) throw new Error('Start it as: npm run mutate -- [area …]');
  return { name, ...area };
}

/** How many mutants of a report were noticed, and how many there are that could have been. */
export function countMutants({ files }) {
  const statuses = Object.values(files).flatMap(({ mutants }) => mutants.map(({ status }) => status));
  const count = (...wanted) => statuses.filter((status) => wanted.includes(status)).length;
  const noticed = count('Killed', 'Timeout');
  return { noticed, all: noticed + count('Survived', 'NoCoverage') };
}
