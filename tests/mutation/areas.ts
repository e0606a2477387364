/** A part of `src` that is mutated, and the tests that have to notice. */
export interface Area {
  /** Globs of the mutated files. */
  readonly mutate: readonly string[]
  /** Globs of the tests. */
  readonly tests: readonly string[]
}

/** What `npm run test:mutation -- NAME` takes. */
export const AREAS: Readonly<Record<string, Area>> = {
  chain: {
    mutate: ['src/chain/*.ts'],
    tests: [
      'tests/chain/*.test.ts',
      'tests/retry/*.test.ts',
      'tests/errors/*.test.ts',
      'tests/events/*.test.ts',
      'tests/client/*.test.ts',
      'tests/guards/{replacement,padded-text,crossed-phones}.test.ts',
      'tests/pacing/client.test.ts',
    ],
  },
  patch: {
    mutate: ['src/patch/*.ts', '!src/patch/index.ts'],
    // Not the sizes: mutated sources are larger.
    tests: ['tests/patch/!(size).test.ts', 'tests/dialects/*.test.ts'],
  },
  render: { mutate: ['src/provisioning/render/*.ts'], tests: ['tests/provisioning/render/*.test.ts'] },
  tasks: { mutate: ['src/tasks/*.ts'], tests: ['tests/tasks/*.test.ts'] },
  lists: { mutate: ['src/lists/*.ts'], tests: ['tests/lists/*.test.ts'] },
  relay: {
    mutate: ['src/relay/*.ts', '!src/relay/{client,events,options,operations}.ts'],
    tests: ['tests/relay/*.test.ts'],
  },
}
