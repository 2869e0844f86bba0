import { z } from 'zod';

/** Where an engine was heard of: DOCKER_HOST, a Docker context, a usual socket, or the operator. */
export const HostSource = z.enum(['environment', 'context', 'socket', 'added']);
export type HostSource = z.infer<typeof HostSource>;

/** An engine that the operator has added. */
export const AddedHost = z
  .object({
    name: z.string().trim().min(1).max(60),
    /** `unix://`, `npipe://`, `tcp://` with TLS, or `ssh://user@host`. */
    address: z.string().trim().min(1).max(500),
    /** Folder with ca.pem, cert.pem and key.pem of a TLS connection. */
    certificates: z.string().trim().min(1).max(1000).nullable().default(null),
  })
  .strict()
  .readonly();
export type AddedHost = z.infer<typeof AddedHost>;

/** Most sandboxes that may be kept ready on one engine. */
export const MOST_WARM = 8;

/** What the operator chooses about engines; kept between starts. */
export const HostSettings = z
  .object({
    /** Ids of the engines that runs may be placed on. Empty: the one that Docker's own client would use. */
    enabled: z.array(z.string().max(200)).max(50).readonly(),
    added: z.array(AddedHost).max(50).readonly(),
    /** Fresh sandboxes kept ready on each enabled engine. */
    warm: z.number().int().min(0).max(MOST_WARM),
  })
  .strict()
  .readonly();
export type HostSettings = z.infer<typeof HostSettings>;

export const USUAL_HOST_SETTINGS: HostSettings = { enabled: [], added: [], warm: 1 };

/** How much fits on an engine: sandboxes in all, those at work, and those kept ready, which give way. */
export const Capacity = z
  .object({ slots: z.number().int(), used: z.number().int(), warm: z.number().int() })
  .readonly();
export type Capacity = z.infer<typeof Capacity>;

/** Something an engine lacks, and what to do about it. */
export const HostLack = z.object({ what: z.string(), remedy: z.string() }).readonly();
export type HostLack = z.infer<typeof HostLack>;

export const HostView = z
  .object({
    /** Stays the same between starts. */
    id: z.string(),
    name: z.string(),
    address: z.string(),
    source: HostSource,
    isEnabled: z.boolean(),
    state: z.enum(['checking', 'ready', 'unreachable']),
    /** `Docker 20.10.24 (API 1.41)`; null until it has answered. */
    version: z.string().nullable(),
    /** Isolation levels it offers, strongest first. */
    isolation: z.array(z.string()).readonly(),
    capacity: Capacity,
    hasImage: z.boolean(),
    missing: z.array(HostLack).readonly(),
  })
  .readonly();
export type HostView = z.infer<typeof HostView>;

export const HostList = z
  .object({ settings: HostSettings, engines: z.array(HostView).readonly() })
  .readonly();
export type HostList = z.infer<typeof HostList>;
