// The camera as a scanner, where the browser itself can read barcodes. Elsewhere the button stays hidden.
type Found = { rawValue: string }
declare class BarcodeDetector {
  constructor(options?: { formats: string[] })
  detect(source: HTMLVideoElement): Promise<Found[]>
  static getSupportedFormats(): Promise<string[]>
}

const wanted = ['ean_13', 'ean_8', 'upc_a', 'upc_e', 'code_128', 'code_39', 'itf', 'qr_code', 'data_matrix']
const every = 200
const sameAgainAfter = 2_000

export function mount(button: HTMLButtonElement, video: HTMLVideoElement, scanned: (code: string) => void) {
  if (!('BarcodeDetector' in window) || !navigator.mediaDevices) return
  button.hidden = false
  let stream: MediaStream | undefined

  const stop = () => {
    stream?.getTracks().forEach(track => track.stop())
    stream = undefined
    video.hidden = true
    button.setAttribute('aria-pressed', 'false')
  }

  button.addEventListener('click', async () => {
    if (stream) return stop()
    stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } }).catch(() => undefined)
    if (!stream) return
    video.srcObject = stream
    video.hidden = false
    button.setAttribute('aria-pressed', 'true')
    await video.play()
    const known = await BarcodeDetector.getSupportedFormats()
    void look(new BarcodeDetector({ formats: wanted.filter(format => known.includes(format)) }))
  })

  async function look(detector: BarcodeDetector) {
    let last = { code: '', at: 0 }
    while (stream && video.isConnected) {
      const code = (await detector.detect(video).catch(() => []))[0]?.rawValue
      if (code && (code !== last.code || Date.now() - last.at > sameAgainAfter)) {
        last = { code, at: Date.now() }
        scanned(code)
      }
      await new Promise(resolve => setTimeout(resolve, every))
    }
    stop()
  }
}
