import type { Action } from '../../src/provisioning/index.ts'

/** What each action does. */
export const ACTIONS: Readonly<Record<Action, string>> = {
  createUser: 'Creates accounts, which Slack keeps for ever.',
  updateUser: 'Changes attributes.',
  changeEmail: 'Changes primary addresses.',
  changeUserName: 'Changes userNames.',
  clear: 'Clears values.',
  reactivate: 'Reactivates accounts.',
  deactivate: 'Deactivates accounts.',
  toGuest: 'Makes members guests.',
  toMember: 'Makes guests members.',
  createGroup: 'Creates groups.',
  renameGroup: 'Renames groups.',
  addMembers: 'Adds members to groups.',
  removeMembers: 'Removes members from groups.',
  emptyGroup: 'Removes the last member of a group.',
}

/** The names of all actions. */
export const ACTION_NAMES: readonly Action[] = Object.keys(ACTIONS) as Action[]

/** The numbers of `--allow`. */
export type Allowed = { readonly [A in Action]?: number }
