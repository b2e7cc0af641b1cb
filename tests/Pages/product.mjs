// The product as ./run has built it: its own process, its own folder, a free port on loopback.
import { spawn } from 'node:child_process'
import { createServer } from 'node:net'
import { fileURLToPath } from 'node:url'
import path from 'node:path'

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..')
const built = process.env.ENTREPOT_SERVER ?? path.join(root, 'artifacts/run')

/** Starts the demo on a folder and answers when it listens; `password` is there at the first start only. */
export async function start(data, settings = {}, port = 0) {
  const url = `http://127.0.0.1:${port || await freePort()}`
  const env = { ...process.env, MALLOC_ARENA_MAX: '2' }
  for (const [name, value] of Object.entries(settings)) env[`Entrepot__Sandbox__${name}`] = String(value)
  const server = spawn('dotnet', [path.join(built, 'Entrepot.Server.dll'), '--data', data, '--urls', url], { env, stdio: ['ignore', 'pipe', 'inherit'] })
  let password
  await new Promise((resolve, reject) => {
    let said = ''
    server.stdout.on('data', text => {
      said += text
      password ??= /with the password (\S+)/.exec(said)?.[1]
      if (/^Entrepot is running/m.test(said)) resolve()
    })
    server.on('exit', code => reject(new Error(`The server ended with ${code} before it was ready.\n${said}`)))
  })
  return { url, password, stop: () => new Promise(resolve => { server.removeAllListeners('exit').on('exit', resolve).kill('SIGTERM') }) }
}

function freePort() {
  return new Promise(resolve => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address()
      probe.close(() => resolve(port))
    })
  })
}
