import { z } from '@headless-pmo/sdk'

/** Every field says what it is: this is all that a person sees who connects a team. */
export const Config = z.object({
  team: z.string().min(1).describe('Key of the team, e.g. ENG'),
  baseUrl: z.url().default('https://api.hello.example').describe('Address of the API'),
})
