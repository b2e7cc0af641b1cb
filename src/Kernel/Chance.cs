namespace Entrepot.Kernel;

/// <summary>The one place where chance enters: secrets and jitter. Anything that must repeat takes a seed from its caller.</summary>
public static class Chance
{
    /// <summary>An unguessable URL-safe secret of <paramref name="bytes"/> random bytes.</summary>
    public static string Secret(int bytes = 24) =>
        Convert.ToBase64String(System.Security.Cryptography.RandomNumberGenerator.GetBytes(bytes)).TrimEnd('=').Replace('+', '-').Replace('/', '_');

    /// <summary>A whole number from 0 up to, but without, <paramref name="below"/>.</summary>
    public static int Below(int below) => Random.Shared.Next(below);

    /// <summary>A repeatable sequence for test worlds and simulations.</summary>
    public static Random Seeded(int seed) => new(seed);
}
