#!/usr/bin/env node
// `slack-scim-emulator` is `slack-scim emulate`.
process.argv.splice(2, 0, 'emulate')
await import('./main.ts')
