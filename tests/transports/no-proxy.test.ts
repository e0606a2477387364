import { describe, expect, it } from 'vitest'
import { bypassesProxy } from '../../src/transports/no-proxy.ts'

const DIRECT = true
const PROXIED = false

/**
 * Host or URL, `NO_PROXY`, and where the request goes, as https://curl.se/libcurl/c/CURLOPT_NOPROXY.html has it. All
 * but the last group were tried with curl 7.88.1, which agrees but for networks of version 6: it takes none of them.
 */
const TABLE: Readonly<Record<string, readonly (readonly [string, string, boolean])[]>> = {
  names: [
    ['example.com', 'example.com', DIRECT],
    ['www.example.com', 'example.com', DIRECT],
    ['a.b.example.com', 'example.com', DIRECT],
    ['nonexample.com', 'example.com', PROXIED],
    ['example.com.org', 'example.com', PROXIED],
    ['example.com', 'www.example.com', PROXIED],
    ['api.slack.com', 'slack.com', DIRECT],
    ['api.slack.com', 'myslack.com,lack.com', PROXIED],
    ['example.com', 'xample.com', PROXIED],
    ['com', 'example.com', PROXIED],
  ],
  dots: [
    ['example.com', '.example.com', DIRECT],
    ['www.example.com', '.example.com', DIRECT],
    ['nonexample.com', '.example.com', PROXIED],
    ['example.com.', 'example.com', DIRECT],
    ['example.com', 'example.com.', DIRECT],
    ['www.example.com.', '.example.com.', DIRECT],
    ['example.com', '..example.com', PROXIED],
    ['example.com', '.', PROXIED],
  ],
  'the asterisk': [
    ['example.com', '*', DIRECT],
    ['192.168.0.1', '*', DIRECT],
    ['[::1]', '*', DIRECT],
    ['example.com', 'slack.com,*', PROXIED],
    ['www.example.com', '*.example.com', PROXIED],
    ['example.com', 'exam*', PROXIED],
  ],
  case: [
    ['EXAMPLE.com', 'example.com', DIRECT],
    ['example.com', 'EXAMPLE.Com', DIRECT],
    ['www.example.com', '.Example.COM', DIRECT],
  ],
  lists: [
    ['localhost', '127.0.0.1,localhost', DIRECT],
    ['example.com', 'localhost, example.com', DIRECT],
    ['example.com', 'localhost example.com', DIRECT],
    ['example.com', ',,  , example.com ,', DIRECT],
    ['example.com', 'localhost,\texample.org', PROXIED],
    ['example.com', '', PROXIED],
    ['example.com', ' ,  ,', PROXIED],
  ],
  'ports of the URL': [
    ['http://example.com:8080/', 'example.com', DIRECT],
    ['https://www.example.com/', 'example.com', DIRECT],
    ['http://127.0.0.1:3000/', '127.0.0.1', DIRECT],
    ['http://[::1]:3000/', '::1', DIRECT],
  ],
  'addresses of version 4': [
    ['127.0.0.1', '127.0.0.1', DIRECT],
    ['127.0.0.1', 'localhost', PROXIED],
    ['localhost', '127.0.0.1', PROXIED],
    ['127.0.0.2', '127.0.0.1', PROXIED],
    ['1.2.3.4', '2.3.4', PROXIED],
    ['1.2.3.4', '.3.4', PROXIED],
    ['2130706433', '127.0.0.1', DIRECT],
    ['192.168.0.1', '192.168.0.0', PROXIED],
  ],
  'networks of version 4': [
    ['192.168.0.1', '192.168.0.0/16', DIRECT],
    ['192.168.0.1', '192.168.0.0/24', DIRECT],
    ['192.168.1.1', '192.168.0.0/24', PROXIED],
    ['192.168.1.1', 'foo, bar, 192.168.0.0/16', DIRECT],
    ['192.168.0.1', '192.168.0.0/32', PROXIED],
    ['192.168.0.1', '192.168.0.1/32', DIRECT],
    ['192.168.0.1', '192.168.0.1/33', PROXIED],
    ['192.168.0.1', '0.0.0.0/0', PROXIED],
    ['192.168.0.1', '192.168.0.1/0', DIRECT],
    ['10.255.1.2', '10.0.0.0/8', DIRECT],
    ['11.0.0.1', '10.0.0.0/7', DIRECT],
    ['12.0.0.1', '10.0.0.0/7', PROXIED],
    ['10.0.0.1', '10.0.0/8', PROXIED],
    ['10.0.0.1', '10.0.0.256/8', PROXIED],
    ['example.com', '0.0.0.0/1,128.0.0.0/1', PROXIED],
  ],
  'addresses and networks of version 6': [
    ['[::1]', '::1', DIRECT],
    ['[::1]', '::1/128', DIRECT],
    ['[::1]', '::1/129', PROXIED],
    ['[::2]', '::1', PROXIED],
    ['[::1]', 'foo, bar, ::1/64', DIRECT],
    ['[fe80::ab47:4396:55c9:8474]', 'fe80::/10', DIRECT],
    ['[fec0::1]', 'fe80::/10', PROXIED],
    ['[2001:db8::1]', '2001:db8::/32', DIRECT],
    ['[2001:db9::1]', '2001:db8::/32', PROXIED],
    ['[::1]', '127.0.0.1', PROXIED],
    ['[::1]', '0.0.0.1', PROXIED],
    ['0.0.0.1', '::1', PROXIED],
    ['[::1]', ':::1', PROXIED],
  ],
  'forms that curl does not support': [
    ['http://example.com:8080/', 'example.com:8080', DIRECT],
    ['http://example.com:8081/', 'example.com:8080', PROXIED],
    ['https://example.com/', 'example.com:443', DIRECT],
    ['http://example.com/', 'example.com:80', DIRECT],
    ['http://example.com/', 'example.com:443', PROXIED],
    ['http://www.example.com:8080/', '.example.com:8080', DIRECT],
    ['http://127.0.0.1:3000/', '127.0.0.1:3000', DIRECT],
    ['http://127.0.0.1:3001/', '127.0.0.1:3000', PROXIED],
    ['http://[::1]:3000/', '[::1]:3000', DIRECT],
    ['http://[::1]:3001/', '[::1]:3000', PROXIED],
    ['[::1]', '[::1]', DIRECT],
    ['[::1]', '0:0:0:0:0:0:0:1', DIRECT],
    ['example.com', ' * ', DIRECT],
  ],
}

describe.each(Object.entries(TABLE))('NO_PROXY: %s', (_what, rows) => {
  it.each(rows)('%s, with %j: %s', (host, list, expected) => {
    expect(bypassesProxy(new URL(host.includes('//') ? host : `http://${host}/`), list)).toBe(expected)
  })
})
