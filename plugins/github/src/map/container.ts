import type { RecordInput } from '@headless-pmo/sdk'
import type { Repository } from '../wire/repository.ts'

export function toContainer(repository: Repository): RecordInput {
  return {
    kind: 'container',
    ref: String(repository.id),
    key: repository.full_name,
    name: repository.name,
    nativeType: 'repository',
    archived: repository.archived ?? false,
    ...(repository.html_url ? { url: repository.html_url } : {}),
    ...(repository.description ? { description: repository.description } : {}),
    ...(repository.created_at ? { created: repository.created_at } : {}),
  }
}
