import { z, type WebhookEvent, type WebhookHint } from '@headless-pmo/sdk'

const Delivery = z.looseObject({ issue: z.looseObject({ id: z.string() }) })

/** What a delivery hints at: which issue to read again, never what it says now. */
export function hintsOf({ body }: WebhookEvent): readonly WebhookHint[] {
  const delivery = Delivery.safeParse(body)
  return delivery.success ? [{ stream: 'issues', ref: delivery.data.issue.id }] : []
}
