using Entrepot.Kernel;
using Entrepot.Platform.Ui;

namespace Entrepot.Channels.Features.Importing;

/// <summary>One import in the list and on its own page.</summary>
/// <param name="Phase">English; translated where it is shown.</param>
/// <param name="Bytes">Of the files as they lie on disk.</param>
public sealed record ImportLine(
    long Id, string Name, string Profile, long ProfileVersion, string Channel, StatusWord Status, string Phase, bool IsOver, bool IsCompleted, DateTime RequestedAt, string RequestedBy, Sentence? Error, Sentence? Notice,
    long Files, long FilesDone, long FilesRefused, long Bytes, long BytesDone, long Rows, long GoodsRows, long ServiceRows, long CancelledRows, long MatchedCancellations,
    long RefusedRows, long StockAdjustmentRows, long Orders, long Duplicates, long Conflicts, decimal AmountIn, decimal AmountAccounted, decimal Seconds)
{
    private const decimal Megabyte = 1 << 20;

    public decimal Megabytes => Bytes / Megabyte;
    public decimal MegabytesDone => BytesDone / Megabyte;

    /// <summary>Rows per second since it began; null before the first.</summary>
    public long? RowsPerSecond => Rows > 0 && Seconds > 0 ? (long)(Rows / Seconds) : null;

    /// <summary>The file was imported before: it brought nothing that was not known.</summary>
    public bool BroughtNothingNew => IsOver && Orders == 0 && Conflicts == 0 && Duplicates > 0;
}

/// <summary>A page of imports, newest first, with what waits for a person at the front door.</summary>
public sealed record ImportListView(ListUrl Url, IReadOnlyList<ImportLine> Rows, long Total, long Parked, long Conflicts)
{
    public const int PageSize = 50;
}

/// <summary>A row that became no part of an order.</summary>
public sealed record NoteLine(string Kind, string File, long Line, string Number, string Field, Sentence Why, Sentence WhatToDo);

/// <summary>One import with the rows it set aside.</summary>
public sealed record ImportDetailView(ListUrl Url, ImportLine Import, IReadOnlyList<NoteLine> Notes, long NoteCount);
