import { definePartition, z } from '@headless-pmo/sdk'
import { github } from './client.ts'
import { Config } from './config.ts'
import { objectOf } from './element.ts'
import { splitName } from './names.ts'
import { Id } from './wire/id.ts'

const Owner = z.looseObject({ id: Id, login: z.string(), type: z.string().nullish() })

/** The organizations whose repositories are read: issue types and issue fields are theirs. */
export const owners = definePartition(Config, async function* (context) {
  const { config } = context
  const names = [
    ...config.repositories.map((name) => splitName(name).owner),
    ...(config.organization === undefined ? [] : [config.organization]),
  ]
  const client = github(context)
  for (const name of new Set(names.map((each) => each.toLowerCase()))) {
    const reply = await client.get('/users/{username}', { username: name })
    if (reply.status === 404) continue
    const { value } = objectOf(reply, Owner, `The account ${name}`)
    if (value.type === 'Organization')
      yield { key: String(value.id), title: value.login, data: { org: value.login } }
  }
})
