using Entrepot.Platform.Ui;

namespace Entrepot.Channels.Features.Importing;

/// <summary>One import in the list and on its own page.</summary>
public sealed record ImportLine(
    long Id, string Name, string Profile, string Channel, StatusWord Status, string Phase, bool IsOver, DateTime RequestedAt, string RequestedBy, string? Error,
    long Files, long FilesDone, long FilesRefused, long Bytes, long BytesDone, long Rows, long GoodsRows, long ServiceRows, long CancelledRows, long MatchedCancellations,
    long RefusedRows, long Orders, long Duplicates, long Conflicts, decimal AmountIn, decimal AmountAccounted, decimal Seconds);

/// <summary>A page of imports, newest first.</summary>
public sealed record ImportListView(ListUrl Url, IReadOnlyList<ImportLine> Rows, long Total)
{
    public const int PageSize = 50;
}

/// <summary>A row that became no part of an order.</summary>
public sealed record NoteLine(string Kind, string File, long Line, string Number, string Field, string Why, string WhatToDo);

/// <summary>One import with the rows it set aside.</summary>
public sealed record ImportDetailView(ListUrl Url, ImportLine Import, IReadOnlyList<NoteLine> Notes, long NoteCount);
