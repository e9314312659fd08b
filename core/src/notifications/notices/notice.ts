import type { Notification } from '@headless-pmo/sdk'

type Drafted<N> = N extends Notification ? Omit<N, 'id'> : never

/** A notification before it has got its id. */
export type Notice = Drafted<Notification>
