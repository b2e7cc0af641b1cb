using Entrepot.Kernel;

namespace Entrepot.Channels.Contracts;

/// <summary>
/// Reads orders from files by a mapping profile and passes them through the front door. An import can be broken off
/// and run again at any time, also while the same file is being imported: what is known already is a duplicate.
/// </summary>
public interface IOrderImport
{
    /// <summary>
    /// Runs to the end. Each file is checked whole before its first order is stored; a file with a fault in its form
    /// (truncated, wrong delimiter, broken encoding or quotes) is refused as a whole, a row with a fault in a value
    /// refuses its order only.
    /// </summary>
    /// <returns>A refusal when there is nothing to import (unknown profile or channel, no file, or not one file that can be read), or when somebody stopped it.</returns>
    Task<Result<ImportSummary>> RunAsync(ImportRequest request, IProgress<ImportProgress>? progress, CancellationToken ct);
}

/// <param name="Profile">Code of a mapping profile: one of ours (<c>uci-online-retail</c>, <c>amazon</c>, <c>shopify</c>, <c>entrepot</c>) or the company's own.</param>
/// <param name="Paths">Files or folders; a folder stands for its files, ordered by name. Plain, <c>.gz</c> or <c>.zip</c>.</param>
public sealed record ImportRequest(string Profile, SalesChannelId Channel, IReadOnlyList<string> Paths)
{
    /// <summary>Read instead of <see cref="Paths"/>; spooled to a temporary file first. The caller closes it.</summary>
    public Stream? Content { get; init; }

    /// <summary>What to call <see cref="Content"/> in messages.</summary>
    public string ContentName { get; init; } = "upload";

    /// <summary>Make up what the file lacks to be shipped (addresses, products); null leaves it to the profile. For test data only.</summary>
    public bool? Complete { get; init; }

    /// <summary>For products that are made up: an HS code for a description, or empty. See <see cref="ITestWorld"/>.</summary>
    public Func<string, string>? HsCodeOf { get; init; }
}

/// <param name="Phase"><c>checking</c>, <c>reading</c>, <c>matching</c>, <c>finished</c>.</param>
/// <param name="BytesDone">In this phase, of the files as they lie on disk, compressed ones compressed.</param>
/// <param name="Refused">Rows that were refused so far.</param>
public readonly record struct ImportProgress(string Phase, int FilesDone, int Files, long BytesDone, long Bytes, long Rows, long Orders, long Refused);

/// <summary>
/// What became of every row, each counted once:
/// <c>Rows = GoodsRows + ServiceRows + CancelledRows + RefusedRows</c> and <c>AmountIn = AmountAccounted</c>, exactly.
/// </summary>
public sealed record ImportSummary
{
    public required long ImportId { get; init; }

    /// <summary>Data rows of the files; the lines of orders where a file holds orders instead of rows.</summary>
    public required long Rows { get; init; }
    public required long GoodsRows { get; init; }

    /// <summary>Postage, fees and the like, and adjustments of money (bad debt) that belong to no order.</summary>
    public required long ServiceRows { get; init; }

    /// <summary>Rows that take back earlier ones, matched to an order or not.</summary>
    public required long CancelledRows { get; init; }

    /// <summary>Of <see cref="CancelledRows"/>, those that were matched to a line of an order.</summary>
    public required long MatchedCancellations { get; init; }

    /// <summary>Rows that cannot be part of an order: faulty ones with all rows of their order, and write-offs of stock.</summary>
    public required long RefusedRows { get; init; }

    /// <summary>Of <see cref="RefusedRows"/>, movements of stock that are no order (negative quantities that cancel nothing).</summary>
    public required long StockAdjustmentRows { get; init; }

    /// <summary>Orders that were accepted by this run.</summary>
    public required long Orders { get; init; }

    /// <summary>Orders known already with the same content.</summary>
    public required long Duplicates { get; init; }

    /// <summary>Orders known already with other content.</summary>
    public required long Conflicts { get; init; }

    /// <summary>Sum of quantity × unit price over all rows whose numbers can be read, in major units of the files' currency.</summary>
    public required decimal AmountIn { get; init; }

    /// <summary>The same sum, taken from what was stored or set aside: order lines in minor units, their rounding differences, cancellations, adjustments and refused rows.</summary>
    public required decimal AmountAccounted { get; init; }
    public required double Seconds { get; init; }

    /// <summary>Files that were refused as a whole, with the reason.</summary>
    public required IReadOnlyList<RefusedFile> RefusedFiles { get; init; }

    /// <summary>Columns that the profile names and the files lack, without which their orders were taken in; each once.</summary>
    public required IReadOnlyList<string> MissingColumns { get; init; }

    /// <summary>Whether addresses and products that the files lack were made up; see <see cref="ImportRequest.Complete"/>.</summary>
    public required bool Completed { get; init; }
}

/// <summary><paramref name="Row"/> is the line of the file where the fault shows; 0 when it is the whole file.</summary>
public sealed record RefusedFile(string File, long Row, Problem Problem);
