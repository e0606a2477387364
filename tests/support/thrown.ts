/** The error of a class that an act throws; any other is thrown on. */
export function thrown<Expected extends Error>(
  expected: abstract new (...args: never[]) => Expected,
  act: () => unknown,
): Expected {
  try {
    act()
  } catch (error) {
    if (error instanceof expected) return error
    throw error
  }
  throw new Error('nothing was thrown')
}
