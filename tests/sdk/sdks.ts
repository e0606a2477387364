import { spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** One of Slack's SDKs, and how the program that uses it is started. */
export interface Sdk {
  readonly name: string
  readonly version: string
  readonly command: string
  readonly args: readonly string[]
}

/** An SDK that is not on this machine. */
export interface MissingSdk {
  readonly name: string
  /** What is missing, and how to get it. */
  readonly skipped: string
}

const PYTHON_VERSION = 'import slack_sdk.scim, slack_sdk.version; print(slack_sdk.version.__version__)'

/** Finds the SDK for Python: a `python3` that has the package `slack-sdk`. */
export function findPythonSdk(): Sdk | MissingSdk {
  const name = 'slack-sdk for Python'
  const { stdout, status } = spawnSync('python3', ['-c', PYTHON_VERSION], { encoding: 'utf8' })
  if (status !== 0) {
    return { name, skipped: 'there is no python3 with slack-sdk (python3 -m pip install slack-sdk)' }
  }
  return { name, version: stdout.trim(), command: 'python3', args: [pathOf('python_sdk.py')] }
}

/**
 * Compiles the program for Java against the SDK into a folder.
 *
 * @param classPath - the SDK and the libraries that it needs, as `java -cp` takes them
 * @param folder - an empty folder for the compiled program
 * @throws what `javac` prints, when the program does not compile against that class path
 */
export function findJavaSdk(classPath: string | undefined, folder: string): Sdk | MissingSdk {
  const name = 'slack-api-client for Java'
  if (!classPath) {
    return {
      name,
      skipped: 'no class path of com.slack.api:slack-api-client (--java-classpath or JAVA_SDK_CLASSPATH)',
    }
  }
  const sources = pathOf('java')
  const files = readdirSync(sources).map((file) => join(sources, file))
  run('javac', ['-encoding', 'UTF-8', '-cp', classPath, '-d', folder, ...files])
  const args = ['-cp', [folder, classPath].join(delimiter), 'Worlds']
  return { name, version: run('java', [...args, '--version']), command: 'java', args }
}

function run(command: string, args: readonly string[]): string {
  const { stdout, stderr, status, error } = spawnSync(command, args, { encoding: 'utf8' })
  if (status !== 0) throw new Error(`${command} failed: ${error?.message ?? stderr}`)
  return stdout.trim()
}

function pathOf(file: string): string {
  return fileURLToPath(new URL(file, import.meta.url))
}
