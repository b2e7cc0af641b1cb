namespace Entrepot.Kernel;

/// <summary>The one place where chance enters: secrets and jitter. Anything that must repeat takes a seed from its caller.</summary>
public static class Chance
{
    private static readonly AsyncLocal<Random?> Repeated = new();

    /// <summary>An unguessable URL-safe secret of <paramref name="bytes"/> random bytes.</summary>
    public static string Secret(int bytes = 24) =>
        Convert.ToBase64String(System.Security.Cryptography.RandomNumberGenerator.GetBytes(bytes)).TrimEnd('=').Replace('+', '-').Replace('/', '_');

    /// <summary>Unguessable bytes for a key or a nonce.</summary>
    public static byte[] Bytes(int count) => System.Security.Cryptography.RandomNumberGenerator.GetBytes(count);

    /// <summary>A whole number from 0 up to, but without, <paramref name="below"/>.</summary>
    public static int Below(int below) => (Repeated.Value ?? Random.Shared).Next(below);

    /// <summary>From here on, in this flow of calls, <see cref="Below"/> gives a sequence that repeats. Secrets stay unguessable.</summary>
    public static void Repeat(int seed) => Repeated.Value = Seeded(seed);

    /// <summary>A repeatable sequence for test worlds and simulations.</summary>
    public static Random Seeded(int seed) => new(seed);
}
