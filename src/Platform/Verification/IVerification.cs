namespace Entrepot.Platform.Verification;

/// <summary>
/// One promise that must hold in any database at any time, checked by <c>entrepot verify</c> and after every fault test:
/// stock equals its movements, vouchers balance, no order is lost. Modules register theirs with <c>AddScoped</c>.
/// </summary>
public interface IVerification
{
    /// <summary>The promise in a few words, e.g. <c>Stock equals its movements</c>; unique in the product.</summary>
    string Name { get; }

    /// <summary>Reads the current company's rows and changes nothing. Runs outside a unit of work, in one statement if it can, so that it sees one state.</summary>
    Task<VerificationResult> RunAsync(CancellationToken ct);
}

/// <param name="Examined">How many things were looked at; zero says that the promise was not tested at all.</param>
/// <param name="Wrong">What breaks the promise, each ready to read and to be found, at most <see cref="WrongMax"/> of them.</param>
public sealed record VerificationResult(string Name, long Examined, IReadOnlyList<string> Wrong)
{
    /// <summary>A broken promise is shown by examples; a list of a million would hide it.</summary>
    public const int WrongMax = 100;

    public bool Holds => Wrong.Count == 0;
}
