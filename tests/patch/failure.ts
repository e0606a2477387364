import { SCIMPatchError } from '../../src/patch/index.ts'

/** The error of a patch that cannot be applied. */
export function failure(act: () => unknown): SCIMPatchError {
  try {
    act()
  } catch (error) {
    if (error instanceof SCIMPatchError) return error
    throw error
  }
  throw new Error('nothing was thrown')
}
