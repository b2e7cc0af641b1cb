namespace Entrepot.Platform.Verification;

/// <summary>
/// One promise that must hold in any database at any time, checked by <c>entrepot verify</c> and after every fault test:
/// stock equals its movements, vouchers balance, no order is lost. Modules register theirs with <c>AddScoped</c>.
/// </summary>
/// <remarks>
/// A new one needs a planted case in <c>tests/Unit/Verification</c>: a check that was never seen to find anything is none.
/// Most are a <see cref="SqlVerification"/>.
/// </remarks>
public interface IVerification
{
    /// <summary>The promise in a few words, e.g. <c>Stock equals its movements</c>; unique in the product.</summary>
    string Name { get; }

    /// <summary>Reads the current company's rows and changes nothing. Under <c>verify</c> all checks of a company read the state of one moment.</summary>
    Task<VerificationResult> RunAsync(CancellationToken ct);
}

/// <summary>A promise about the database as a whole rather than about one company's rows. Runs once, in no company.</summary>
public interface IDatabaseVerification : IVerification;

/// <param name="Examined">How many things were looked at; zero says that the promise was not tested at all.</param>
/// <param name="Wrong">What breaks the promise, each ready to read and to be found, at most <see cref="WrongMax"/> of them.</param>
/// <param name="WrongCount">How many there are in all; null where no more than <paramref name="Wrong"/> were counted.</param>
/// <param name="Skipped">Why the promise could not be checked here; null when it was.</param>
public sealed record VerificationResult(string Name, long Examined, IReadOnlyList<string> Wrong, long? WrongCount = null, string? Skipped = null)
{
    /// <summary>A broken promise is shown by examples; a list of a million would hide it.</summary>
    public const int WrongMax = 100;

    public bool Holds => Wrong.Count == 0;

    public long Count => Math.Max(WrongCount ?? 0, Wrong.Count);
}
