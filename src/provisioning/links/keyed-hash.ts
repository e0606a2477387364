/** The first 32 bits of the fractional parts of the square roots of the first 8 primes, and of the cube roots of the first 64. */
interface Constants {
  readonly start: Uint32Array
  readonly rounds: Uint32Array
}

/** Bytes of a block of SHA-256. */
const BLOCK = 64

/** Computed rather than listed (FIPS 180-4, 4.2.2 and 5.3.3). */
const CONSTANTS: Constants = /* @__PURE__ */ (() => {
  const primes: number[] = []
  for (let n = 2; primes.length < 64; n++) if (primes.every((prime) => n % prime)) primes.push(n)
  const fraction = (root: number): number => (root % 1) * 2 ** 32
  return {
    start: Uint32Array.from(primes.slice(0, 8), (prime) => fraction(Math.sqrt(prime))),
    rounds: Uint32Array.from(primes, (prime) => fraction(Math.cbrt(prime))),
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
  const inner = key.map((byte) => byte ^ 0x36)
  const outer = key.map((byte) => byte ^ 0x5c)
  const encoder = new TextEncoder()
  return (text) => {
    const message = encoder.encode(text)
    const digest = sha256(joined(outer, bytesOf(sha256(joined(inner, message)))))
    return Array.from(digest, (word) => word.toString(16).padStart(8, '0')).join('')
  }
}

function joined(left: Uint8Array, right: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(left.length + right.length)
  bytes.set(left)
  bytes.set(right, left.length)
  return bytes
}

function bytesOf(words: Uint32Array): Uint8Array {
  const bytes = new Uint8Array(words.length * 4)
  const view = new DataView(bytes.buffer)
  words.forEach((word, index) => {
    view.setUint32(index * 4, word)
  })
  return bytes
}

/** SHA-256 (FIPS 180-4, 6.2), as eight words. */
function sha256(message: Uint8Array): Uint32Array {
  const length = Math.ceil((message.length + 9) / BLOCK) * BLOCK
  const padded = new Uint8Array(length)
  padded.set(message)
  padded[message.length] = 0x80
  const view = new DataView(padded.buffer)
  view.setUint32(length - 8, message.length / 2 ** 29)
  view.setUint32(length - 4, message.length << 3)
  const state = CONSTANTS.start.slice()
  const words = new Uint32Array(64)
  for (let offset = 0; offset < length; offset += BLOCK) {
    for (let n = 0; n < 16; n++) words[n] = view.getUint32(offset + n * 4)
    compress(state, words)
  }
  return state
}

/** One block. `words` has its first 16 words set; the array is used up. */
function compress(state: Uint32Array, words: Uint32Array): void {
  const word = (n: number): number => words[n] ?? 0
  for (let n = 16; n < 64; n++) {
    const [early, late] = [word(n - 15), word(n - 2)]
    const s0 = rotate(early, 7) ^ rotate(early, 18) ^ (early >>> 3)
    const s1 = rotate(late, 17) ^ rotate(late, 19) ^ (late >>> 10)
    words[n] = word(n - 16) + s0 + word(n - 7) + s1
  }
  let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state
  for (let n = 0; n < 64; n++) {
    const s1 = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)
    const choice = (e & f) ^ (~e & g)
    const first = (h + s1 + choice + (CONSTANTS.rounds[n] ?? 0) + word(n)) | 0
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
  for (const [n, value] of [a, b, c, d, e, f, g, h].entries()) state[n] = (state[n] ?? 0) + value
}

function rotate(word: number, bits: number): number {
  return (word >>> bits) | (word << (32 - bits))
}
