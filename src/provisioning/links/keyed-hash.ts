/** The first 32 bits of the fractional parts of the square roots of the first 8 primes, and of the cube roots of the first 64. */
interface Constants {
  readonly start: Int32Array
  readonly rounds: Int32Array
}

/** Bytes of a block of SHA-256. */
const BLOCK = 64

/** Computed rather than listed (FIPS 180-4, 4.2.2 and 5.3.3). */
const CONSTANTS: Constants = /* @__PURE__ */ (() => {
  const primes: number[] = []
  for (let n = 2; primes.length < 64; n++) if (primes.every((prime) => n % prime)) primes.push(n)
  const fraction = (root: number): number => Math.floor((root % 1) * 2 ** 32) | 0
  return {
    start: Int32Array.from(primes.slice(0, 8), (prime) => fraction(Math.sqrt(prime))),
    rounds: Int32Array.from(primes, (prime) => fraction(Math.cbrt(prime))),
  }
})()

/** Hashes texts with one secret. */
export type KeyedHash = (text: string) => string

/**
 * Makes the function that hashes values with a secret: HMAC-SHA-256 (RFC 2104), as hexadecimal text. It is
 * synchronous, which Web Crypto is not, because a plan is a pure function.
 *
 * @param secret - hexadecimal text, the key
 */
export function keyedHash(secret: string): KeyedHash {
  const raw = Uint8Array.from(secret.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))
  const key = new Uint8Array(BLOCK)
  key.set(raw.length > BLOCK ? bytesOf(sha256(raw)) : raw)
  // Both hashes of HMAC begin with a block of the key, so what follows from it is computed once.
  const inner = afterBlock(key.map((byte) => byte ^ 0x36))
  const outer = afterBlock(key.map((byte) => byte ^ 0x5c))
  const encoder = new TextEncoder()
  return (text) => hexOf(sha256(bytesOf(sha256(encoder.encode(text), inner)), outer))
}

/** Where a hash stands: its state, and the bytes that are behind it. */
interface Progress {
  readonly state: Int32Array
  readonly bytes: number
}

function afterBlock(block: Uint8Array): Progress {
  const state = CONSTANTS.start.slice()
  compress(state, new DataView(block.buffer), 0)
  return { state, bytes: BLOCK }
}

function bytesOf(words: Int32Array): Uint8Array {
  const bytes = new Uint8Array(words.length * 4)
  const view = new DataView(bytes.buffer)
  words.forEach((word, index) => {
    view.setUint32(index * 4, word)
  })
  return bytes
}

function hexOf(words: Int32Array): string {
  let text = ''
  for (const word of words) text += (word >>> 0).toString(16).padStart(8, '0')
  return text
}

/** SHA-256 (FIPS 180-4, 6.2), as eight words. */
function sha256(
  message: Uint8Array,
  { state: start, bytes: before }: Progress = { state: CONSTANTS.start, bytes: 0 },
): Int32Array {
  const length = Math.ceil((message.length + 9) / BLOCK) * BLOCK
  const padded = new Uint8Array(length)
  padded.set(message)
  padded[message.length] = 0x80
  const view = new DataView(padded.buffer)
  const bytes = before + message.length
  view.setUint32(length - 8, bytes / 2 ** 29)
  view.setUint32(length - 4, bytes << 3)
  const state = start.slice()
  for (let offset = 0; offset < length; offset += BLOCK) compress(state, view, offset)
  return state
}

/** The words of the block that is compressed. */
const WORDS = /* @__PURE__ */ new Int32Array(64)

/** Takes one block into the state. */
function compress(state: Int32Array, block: DataView, offset: number): void {
  const { rounds } = CONSTANTS
  for (let n = 0; n < 16; n++) WORDS[n] = block.getInt32(offset + n * 4)
  for (let n = 16; n < 64; n++) {
    const early = WORDS[n - 15] ?? 0
    const late = WORDS[n - 2] ?? 0
    const s0 = rotate(early, 7) ^ rotate(early, 18) ^ (early >>> 3)
    const s1 = rotate(late, 17) ^ rotate(late, 19) ^ (late >>> 10)
    WORDS[n] = ((WORDS[n - 16] ?? 0) + s0 + (WORDS[n - 7] ?? 0) + s1) | 0
  }
  const at = (n: number): number => state[n] ?? 0
  let [a, b, c, d, e, f, g, h] = [at(0), at(1), at(2), at(3), at(4), at(5), at(6), at(7)]
  for (let n = 0; n < 64; n++) {
    const s1 = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)
    const choice = (e & f) ^ (~e & g)
    const first = (h + s1 + choice + (rounds[n] ?? 0) + (WORDS[n] ?? 0)) | 0
    const s0 = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)
    const majority = (a & b) ^ (a & c) ^ (b & c)
    h = g
    g = f
    f = e
    e = (d + first) | 0
    d = c
    c = b
    b = a
    a = (first + s0 + majority) | 0
  }
  const taken = [a, b, c, d, e, f, g, h]
  for (let n = 0; n < 8; n++) state[n] = (state[n] ?? 0) + (taken[n] ?? 0)
}

function rotate(word: number, bits: number): number {
  return (word >>> bits) | (word << (32 - bits))
}
