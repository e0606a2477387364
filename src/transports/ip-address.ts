/** Returns the bits of an address as text of 32 or 128 digits; `undefined` if the text is not an address. */
export function addressBits(text: string): string | undefined {
  return text.includes(':') ? bitsOfIPv6(text) : bitsOfIPv4(text)
}

/**
 * Whether an address is in a network such as `10.0.0.0/8`, or equals an address without a prefix length.
 *
 * A prefix length of 0 is ignored, as in curl.
 */
export function isInNetwork(address: string, network: string): boolean {
  const [base = '', length = ''] = network.split('/')
  const bits = addressBits(base)
  const prefix = Number.parseInt(length, 10) || bits?.length || 0
  if (bits?.length !== address.length || prefix < 0 || prefix > bits.length) return false
  return address.startsWith(bits.slice(0, prefix))
}

function bitsOfIPv4(text: string): string | undefined {
  const parts = text.split('.')
  const valid =
    parts.length === 4 && parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part) && Number(part) < 256)
  return valid ? parts.map((part) => toBits(Number(part), 8)).join('') : undefined
}

function bitsOfIPv6(text: string): string | undefined {
  let canonical: string
  try {
    // The URL parser normalizes every spelling to hexadecimal groups with at most one `::`.
    canonical = new URL(`http://[${text}]`).hostname.slice(1, -1)
  } catch {
    return undefined
  }
  const [head = '', tail] = canonical.split('::')
  const before = head.split(':').filter(Boolean)
  const after = tail?.split(':').filter(Boolean) ?? []
  const zeros = Array.from({ length: 8 - before.length - after.length }, () => '0')
  return [...before, ...zeros, ...after].map((group) => toBits(Number.parseInt(group, 16), 16)).join('')
}

function toBits(value: number, length: number): string {
  return value.toString(2).padStart(length, '0')
}
