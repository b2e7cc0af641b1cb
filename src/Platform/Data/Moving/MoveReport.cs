namespace Entrepot.Platform.Data.Moving;

/// <param name="Rows">In the source.</param>
/// <param name="Checksum">Of the source's rows: 128 bits in hexadecimal digits, the same for the same rows on either engine.</param>
/// <param name="TargetChecksum">Of what is stored in the target.</param>
/// <param name="DifferingKeys">Keys of rows that are not the same at both ends, up to <see cref="KeysMax"/>.</param>
public sealed record MovedTableReport(string Table, long Rows, string Checksum, string TargetChecksum, IReadOnlyList<string> DifferingKeys)
{
    /// <summary>Enough to see what is wrong.</summary>
    public const int KeysMax = 20;

    public bool IsSame => Checksum == TargetChecksum && DifferingKeys.Count == 0;
}

/// <summary>What a move did.</summary>
/// <param name="Rows">Of all tables.</param>
/// <param name="Verified">Whether every row was compared at both ends and found the same.</param>
/// <param name="FrozenMilliseconds">How long the company could not be written.</param>
/// <param name="Notes">What somebody should look at.</param>
public sealed record MoveReport(string Company, IReadOnlyList<MovedTableReport> Tables, long Rows, double Seconds, long FrozenMilliseconds, bool Verified, IReadOnlyList<string> Notes)
{
    public double RowsPerSecond => Seconds > 0 ? Math.Round(Rows / Seconds) : 0;
}

/// <summary>How far a move has come: <paramref name="Phase"/> is <c>copy</c>, <c>compare</c>, <c>freeze</c>, <c>switch</c> or <c>clean</c>.</summary>
/// <param name="Table">Empty where the phase is about all of them.</param>
public sealed record MoveStep(string Phase, string Table, long Rows);
