using Entrepot.Channels.Contracts;
using Entrepot.Kernel;

namespace Entrepot.Channels.Domain.Importing;

/// <summary>
/// Everything that one order number of a file came to: at most one order, and the rows that are no part of it. The
/// amounts are the file's own, exact, so that what was read can be compared with what was stored.
/// </summary>
internal sealed class Delivery
{
    public IncomingOrder? Order { get; set; }

    /// <summary>The source's own text of the order.</summary>
    public string? Raw { get; init; }
    public required string File { get; init; }

    /// <summary>Where the order begins in the file.</summary>
    public required long Line { get; init; }
    public int GoodsRows { get; init; }
    public int ServiceRows { get; init; }

    /// <summary>Quantity × unit price over the order's lines.</summary>
    public decimal OrderAmount { get; init; }
    public IReadOnlyList<CancelledRow> Cancelled { get; init; } = [];
    public IReadOnlyList<RowNote> Notes { get; init; } = [];
}

/// <summary>A row that takes back an earlier one.</summary>
/// <param name="ExternalNumber">The order it belongs to; empty when the source names only the buyer and the article.</param>
/// <param name="Quantity">Pieces taken back, above zero.</param>
internal sealed record CancelledRow(
    string Reference, string LineKey, string ExternalNumber, DateTime PlacedAt, string BuyerId, string Code, string Description, long UnitPriceMicros, long Quantity);

/// <summary>A row that became no part of an order, with the reason a person reads.</summary>
/// <param name="Amount">Quantity × unit price; null where one of them cannot be read.</param>
internal sealed record RowNote(RowKind Kind, string File, long Line, string Number, string Field, Sentence Why, Sentence WhatToDo, decimal? Amount);
