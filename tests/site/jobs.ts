/** What a new user wants to do in the first weeks, in words of their own, and the page that says how. */
export const JOBS: readonly { readonly words: string; readonly page: string }[] = [
  { words: 'find user by email', page: 'recipes/find-by-email.html' },
  { words: 'deactivate leaver', page: 'recipes/deactivate-a-leaver.html' },
  { words: 'guest expiration', page: 'recipes/guests.html' },
  { words: 'set manager', page: 'recipes/set-a-manager.html' },
  { words: 'profile photo', page: 'recipes/profile-photo.html' },
  { words: 'change email address', page: 'recipes/change-an-email.html' },
  { words: 'add members to group', page: 'recipes/group-members.html' },
  { words: 'export everybody', page: 'recipes/export-everybody.html' },
  { words: 'rate limit many machines', page: 'recipes/one-limit-for-many-machines.html' },
  { words: 'test in ci', page: 'recipes/test-in-ci.html' },
  { words: 'proxy certificate', page: 'recipes/behind-a-proxy.html' },
  { words: 'rotate token', page: 'recipes/rotate-a-token.html' },
]
