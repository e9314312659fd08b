import { describePlugin } from '@headless-pmo/sdk'
import { compareReleases, covers, strictest, versionStep } from '../../release/index.ts'
import type { Law } from '../law.ts'
import { LawBroken } from '../law-broken.ts'

export const p5Releases: Law = {
  id: 'P5',
  title: 'What changed since the last release is told by the version: what breaks needs a major one',
  why: 'Whoever upgrades within a major version keeps the config that was written; else an upgrade stops a sync at night.',
  file: 'src/laws/plugin/p5-releases.ts',
  kinds: [],
  applies: ({ previous }) =>
    previous === undefined ? 'the test gives no `previous`, the manifest of the last release' : true,
  async check({ plugin, previous }) {
    if (previous === undefined) return
    const now = describePlugin(plugin)
    const changes = compareReleases(previous, now)
    const needed = strictest(changes)
    const step = versionStep(previous.version, now.version)
    if (step === undefined)
      throw new LawBroken({ message: `"${now.version}" is no version; write three numbers, like 1.2.3.` })
    if (step === 'back')
      throw new LawBroken({
        message: `The version went back from ${previous.version} to ${now.version}; count it up.`,
      })
    if (needed === undefined || covers(step, needed)) return
    throw new LawBroken({
      message: `From ${previous.version} to ${now.version} is ${step === 'none' ? 'no step' : `a ${step} step`}, and what changed asks for a ${needed} one. Count the version up, or keep what was there.`,
      transcript: changes
        .filter((change) => change.class === needed)
        .map(({ path, words }) => `${path} ${words}`),
    })
  },
}
