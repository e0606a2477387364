import type { NextConfig } from 'next'

export default {
  // Not a folder further up that has a lockfile, too.
  turbopack: { root: import.meta.dirname },
} satisfies NextConfig
