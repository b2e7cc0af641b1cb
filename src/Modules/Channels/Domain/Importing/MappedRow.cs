using Entrepot.Kernel;

namespace Entrepot.Channels.Domain.Importing;

/// <summary>What a row is; each row of a file is exactly one of these.</summary>
internal enum RowKind { Goods, Service, Cancellation, StockAdjustment, MoneyAdjustment, Refused }

/// <summary>Why a row cannot be used: the field, what is wrong with it, and what to do.</summary>
internal sealed record RowFault(string Field, Sentence Why, Sentence WhatToDo);

/// <summary>One row of a file, read but not judged together with the other rows of its order.</summary>
internal sealed class MappedRow
{
    public required string File { get; init; }

    /// <summary>The line of the file where the row begins; the headings stand in line 1.</summary>
    public required long Line { get; init; }
    public required RowKind Kind { get; init; }

    /// <summary>The values as they stand in the file, trimmed, by <see cref="RowField"/>; empty where there is no column.</summary>
    public required string[] Texts { get; init; }

    /// <summary>The row as it stands in the file.</summary>
    public required string Raw { get; init; }
    public DateTime PlacedAt { get; init; }
    public long Quantity { get; init; }
    public long UnitPriceMicros { get; init; }
    public long LineDiscountMinor { get; init; }
    public long LineTaxMinor { get; init; }

    /// <summary>Quantity × unit price, exact; null where one of them cannot be read.</summary>
    public decimal? Amount { get; init; }
    public string Code { get; init; } = "";
    public string BuyerId { get; init; } = "";
    public string Country { get; init; } = "";
    public string Currency { get; init; } = "";

    /// <summary>Set when the row is refused by itself.</summary>
    public RowFault? Fault { get; init; }

    public string Number => Texts[(int)RowField.Number];

    public string Text(RowField field) => Texts[(int)field];
}
