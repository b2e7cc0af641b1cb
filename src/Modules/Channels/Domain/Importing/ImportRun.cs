using System.Diagnostics;
using Entrepot.Channels.Contracts;
using Entrepot.Channels.Data;
using Entrepot.Kernel;

namespace Entrepot.Channels.Domain.Importing;

/// <summary>One import while it runs.</summary>
internal sealed class ImportRun(long id, SalesChannel channel, bool complete, Func<string, string>? hsCodeOf = null) : IDisposable
{
    /// <summary>A file is read twice while it is checked: for its encoding and for its form.</summary>
    private const int CheckingPasses = 2;

    private readonly long started = Stopwatch.GetTimestamp();
    private readonly CancellationTokenSource stop = new();

    public long Id { get; } = id;
    public SalesChannel Channel { get; } = channel;

    /// <summary>Make up addresses and products that the files lack.</summary>
    public bool Complete { get; } = complete;
    public Func<string, string>? HsCodeOf { get; } = hsCodeOf;
    public ImportTally Tally { get; } = new();

    public const string Checking = "checking";
    public const string Reading = "reading";
    public const string Matching = "matching";

    /// <summary>Those that are imported; replaced as a whole, because progress is read while files are checked.</summary>
    public IReadOnlyList<SourceFile> Files { get; private set; } = [];
    public List<RefusedFile> RefusedFiles { get; } = [];

    /// <summary>Columns that the profile names and the files lack, without which their orders are taken in.</summary>
    public IReadOnlyList<string> MissingColumns { get; set; } = [];

    /// <summary>Said once about all files; null where there is nothing to say.</summary>
    public Sentence? Notice => MissingColumns.Count > 0 && Files.Count > 0 ? ImportProblems.ColumnsLeftOut(MissingColumns) : null;
    public ImportState State { get; private set; } = ImportState.Running;
    public string Phase { get; private set; } = Checking;
    public Sentence? Error { get; private set; }

    /// <summary>Notes that were found; only the first of very many are kept.</summary>
    public long Notes { get; set; }

    /// <summary>When progress was last written, as a <see cref="Stopwatch"/> timestamp.</summary>
    public long ProgressWritten { get; set; }

    /// <summary>Of the tally, what the metrics have been told.</summary>
    public (long Goods, long Service, long Cancelled, long Refused) RowsCounted { get; set; }

    /// <summary>When it was last asked whether the run shall stop, as a <see cref="Stopwatch"/> timestamp.</summary>
    public long Beaten { get; set; } = Stopwatch.GetTimestamp();

    /// <summary>When the process stops, the next one takes it up again.</summary>
    public bool IsResumed { get; init; }

    public long Bytes => Files.Sum(file => file.Bytes);

    /// <summary>Of the phase that runs: first everything is checked, then everything is read.</summary>
    public long BytesDone
    {
        get
        {
            var passes = Phase == Checking ? CheckingPasses : 1;
            return Files.Sum(file => Math.Min(file.Bytes, file.Meter.Bytes / passes));
        }
    }

    /// <summary>Who stopped it; null while nobody has.</summary>
    public string? StoppedBy { get; private set; }

    /// <summary>Cancelled when somebody stops it.</summary>
    public CancellationToken Stop => stop.Token;
    public bool IsOver => State is not (ImportState.Queued or ImportState.Running);
    public TimeSpan Elapsed => Stopwatch.GetElapsedTime(started);

    /// <summary>The files to check.</summary>
    public void Begin(IReadOnlyList<SourceFile> files, CancellationToken stopReading)
    {
        foreach (var file in files) file.Meter.Stop = stopReading;
        Files = files;
    }

    public void Refuse(SourceFile file, Problem problem)
    {
        RefusedFiles.Add(new(file.Name, 0, problem));
        Files = [.. Files.Where(one => one != file)];
    }

    public void Enter(string phase)
    {
        if (phase == Reading)
            foreach (var file in Files) file.Meter.Reset();
        Phase = phase;
    }

    public void StopFor(string user)
    {
        StoppedBy = user;
        stop.Cancel();
    }

    public void Dispose() => stop.Dispose();

    /// <summary>Its end is stored: nobody will take it up again.</summary>
    public bool IsEndStored { get; set; }

    /// <summary>Back into the queue, for the next process.</summary>
    public void PutBack() => (State, Phase) = (ImportState.Queued, "waiting");

    public void End(ImportState state, Sentence? error = null)
    {
        State = state;
        Phase = "finished";
        Error = error;
    }

    public ImportProgress Progress()
    {
        var (rows, _, files) = Tally.Read;
        return new(Phase, files, Files.Count, BytesDone, Bytes, rows, Tally.Orders + Tally.Duplicates + Tally.Conflicts, Tally.RefusedRows);
    }

    public ImportSummary Summary()
    {
        var (rows, amountIn, _) = Tally.Read;
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
            MissingColumns = MissingColumns,
            Completed = Complete,
        };
    }

    /// <summary>Without the zeros that arithmetic in millionths leaves behind the point.</summary>
    private static decimal Plain(decimal amount) => amount / 1.0000000000000000000000000000m;
}
