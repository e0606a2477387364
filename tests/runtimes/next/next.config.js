/** Without a root, Next.js looks for a workspace in the folders above. */
export default { turbopack: { root: import.meta.dirname } }
