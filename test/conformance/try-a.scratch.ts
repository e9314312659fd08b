import { checkLaws } from '@headless-pmo/testing/kit'
import { SHIPPED } from './shipped.ts'
const [law, name, seed, rounds] = process.argv.slice(2)
for (const { name: n, plugin, options } of SHIPPED) {
  if (!n.includes(name!)) continue
  const r = await checkLaws(plugin, { ...options, only: [law!], seed: Number(seed), rounds: Number(rounds) })
  console.log(n, r.results[0]?.state, r.results[0]?.ms, r.results[0]?.reason)
}
