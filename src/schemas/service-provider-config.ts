import type { GenericSchema } from 'valibot'
import { flag, list, maybe, number, shape, text } from './shape.ts'
import { toSchema } from './to-schema.ts'

/** Whether the service says that it can do something, and within which limits. */
export interface Capability {
  supported?: boolean | null | undefined
  /** Of `bulk`. */
  maxOperations?: number | null | undefined
  /** Of `bulk`, in bytes. */
  maxPayloadSize?: number | null | undefined
  /** Of `filter`. */
  maxResults?: number | null | undefined
}

/** How a client can authenticate. */
export interface AuthenticationScheme {
  type?: string | null | undefined
  name?: string | null | undefined
  description?: string | null | undefined
  specUrl?: string | null | undefined
  primary?: boolean | null | undefined
}

/**
 * What the service says that it can do. Do not trust it on Slack: it announces no filters, and has them
 * (https://docs.slack.dev/reference/scim-api).
 */
export interface ServiceProviderConfig {
  authenticationSchemes?: AuthenticationScheme[] | null | undefined
  patch?: Capability | null | undefined
  bulk?: Capability | null | undefined
  filter?: Capability | null | undefined
  changePassword?: Capability | null | undefined
  sort?: Capability | null | undefined
  etag?: Capability | null | undefined
  /** Of SCIM 1.1, but Slack's 2.0 answer has it too. */
  xmlDataFormat?: Capability | null | undefined
  /** Any extension, by its URN. */
  [urn: `urn:${string}`]: unknown
}

/** The schema of {@link ServiceProviderConfig}. */
export function serviceProviderConfig(): GenericSchema<unknown, ServiceProviderConfig> {
  const most = maybe(number())
  const capability = maybe(
    shape<Capability>({ supported: flag(), maxOperations: most, maxPayloadSize: most, maxResults: most }),
  )
  return toSchema(
    shape<ServiceProviderConfig>({
      authenticationSchemes: list(
        shape<AuthenticationScheme>({
          type: text(),
          name: text(),
          description: text(),
          specUrl: text(),
          primary: flag(),
        }),
      ),
      patch: capability,
      bulk: capability,
      filter: capability,
      changePassword: capability,
      sort: capability,
      etag: capability,
      xmlDataFormat: capability,
    }),
  )
}
