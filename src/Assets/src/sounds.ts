// What a scan was, for eyes that are on the shelf: two tones up for right, one deep and long for wrong, a tick for kept.
const tones = { ok: [[660, 0, 0.07], [990, 0.08, 0.1]], no: [[180, 0, 0.18], [180, 0.24, 0.24]], kept: [[440, 0, 0.04]] }
const patterns = { ok: [40], no: [80, 60, 80], kept: [15] }
const stored = 'entrepot.sound'

let context: AudioContext | undefined

export const isLoud = () => localStorage.getItem(stored) !== 'off'
export const setLoud = (on: boolean) => localStorage.setItem(stored, on ? 'on' : 'off')

/** Browsers play only after somebody has touched the page; a scan is such a touch. */
export function play(what: keyof typeof tones) {
  navigator.vibrate?.(patterns[what])
  if (!isLoud() || !('AudioContext' in window)) return
  context ??= new AudioContext()
  const start = context.currentTime
  for (const [pitch = 440, after = 0, length = 0.1] of tones[what]) {
    const tone = context.createOscillator()
    const level = context.createGain()
    tone.type = what === 'no' ? 'square' : 'sine'
    tone.frequency.value = pitch
    level.gain.setValueAtTime(0.12, start + after)
    level.gain.exponentialRampToValueAtTime(0.001, start + after + length)
    tone.connect(level).connect(context.destination)
    tone.start(start + after)
    tone.stop(start + after + length)
  }
}
