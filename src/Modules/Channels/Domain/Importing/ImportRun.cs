using System.Diagnostics;
using Entrepot.Channels.Contracts;
using Entrepot.Channels.Data;

namespace Entrepot.Channels.Domain.Importing;

/// <summary>One import while it runs.</summary>
internal sealed class ImportRun(long id, SalesChannel channel, bool complete, Func<string, string>? hsCodeOf = null)
{
    private readonly long started = Stopwatch.GetTimestamp();

    public long Id { get; } = id;
    public SalesChannel Channel { get; } = channel;

    /// <summary>Make up addresses and products that the files lack.</summary>
    public bool Complete { get; } = complete;
    public Func<string, string>? HsCodeOf { get; } = hsCodeOf;
    public ImportTally Tally { get; } = new();
    public List<SourceFile> Files { get; } = [];
    public List<RefusedFile> RefusedFiles { get; } = [];
    public ImportState State { get; private set; } = ImportState.Running;
    public string Phase { get; set; } = "checking";
    public string? Error { get; private set; }

    /// <summary>Notes that were found; only the first of very many are kept.</summary>
    public long Notes { get; set; }

    /// <summary>When progress was last written, as a <see cref="Stopwatch"/> timestamp.</summary>
    public long ProgressWritten { get; set; }

    /// <summary>When the process stops, the next one takes it up again.</summary>
    public bool IsResumed { get; init; }

    public long Bytes => Files.Sum(file => file.Bytes);
    public bool IsOver => State is not (ImportState.Queued or ImportState.Running);
    public TimeSpan Elapsed => Stopwatch.GetElapsedTime(started);

    /// <summary>Back into the queue, for the next process.</summary>
    public void PutBack() => (State, Phase) = (ImportState.Queued, "waiting");

    public void End(ImportState state, string? error = null)
    {
        State = state;
        Phase = "finished";
        Error = error;
    }

    public ImportProgress Progress()
    {
        var (rows, _, bytes, files) = Tally.Read;
        return new(Phase, files, Files.Count, bytes, Bytes, rows, Tally.Orders + Tally.Duplicates + Tally.Conflicts);
    }

    public ImportSummary Summary()
    {
        var (rows, amountIn, _, _) = Tally.Read;
        return new()
        {
            ImportId = Id,
            Rows = rows,
            GoodsRows = Tally.GoodsRows,
            ServiceRows = Tally.ServiceRows,
            CancelledRows = Tally.CancelledRows,
            MatchedCancellations = Tally.MatchedCancellations,
            RefusedRows = Tally.RefusedRows,
            StockAdjustmentRows = Tally.StockAdjustmentRows,
            Orders = Tally.Orders,
            Duplicates = Tally.Duplicates,
            Conflicts = Tally.Conflicts,
            AmountIn = Plain(amountIn),
            AmountAccounted = Plain(Tally.AmountAccounted),
            Seconds = Math.Round(Elapsed.TotalSeconds, 3),
            RefusedFiles = RefusedFiles,
        };
    }

    /// <summary>Without the zeros that arithmetic in millionths leaves behind the point.</summary>
    private static decimal Plain(decimal amount) => amount / 1.0000000000000000000000000000m;
}
