// undici has types for its index only; `undici.ts` gives these files theirs. Nothing imports this declaration, so neither
// JSR nor the published types see it.
declare module 'undici/lib/*'
