using System.Globalization;
using Entrepot.Channels.Contracts;
using Entrepot.Kernel;

namespace Entrepot.Channels.Domain.Importing;

/// <summary>
/// Puts the rows of one order number together. An order is taken whole or not at all: one row that cannot be used
/// refuses the rows beside it, for half an order would be shipped as if it were all.
/// </summary>
internal sealed class OrderAssembler(MappingProfile profile, RowMapper mapper)
{
    private static readonly RowField[] SameForAllRows =
    [
        RowField.BuyerId, RowField.Country, RowField.Currency, RowField.Name, RowField.Line1, RowField.City, RowField.Postcode,
        RowField.Shipping, RowField.OrderDiscount, RowField.Total,
    ];

    /// <param name="rows">All rows of one number, in the file's order; at least one.</param>
    public Delivery Assemble(IReadOnlyList<MappedRow> rows)
    {
        var notes = new List<RowNote>();
        var ordered = new List<MappedRow>(rows.Count);
        var cancelled = new List<MappedRow>();
        MappedRow? faulty = null;
        foreach (var row in rows)
        {
            switch (row.Kind)
            {
                case RowKind.Goods or RowKind.Service: ordered.Add(row); break;
                case RowKind.Cancellation: cancelled.Add(row); break;
                case RowKind.StockAdjustment: notes.Add(Note(row, "A negative quantity that cancels nothing: the source corrected its stock.", "Nothing; it is counted and no order.")); break;
                case RowKind.MoneyAdjustment: notes.Add(Note(row, "The number marks a booking of money, not an order.", "Nothing; it is counted and no order.")); break;
                default:
                    faulty ??= row;
                    notes.Add(Refusal(row, row.Fault ?? throw new InvalidOperationException("A refused row has a fault.")));
                    break;
            }
        }

        var fault = faulty is not null ? new RowFault("", $"Line {faulty.Line} of the same order is refused.", "Correct that line.") : null;
        fault ??= Contradiction(ordered);
        var order = default(IncomingOrder);
        if (fault is null && ordered.Count > 0) (order, fault) = Order(ordered);
        if (fault is not null)
        {
            notes.AddRange(ordered.Concat(cancelled).Select(row => Refusal(row, fault)));
            return new() { File = rows[0].File, Line = rows[0].Line, Notes = notes };
        }

        return new()
        {
            Order = order,
            Raw = order is null ? null : string.Join('\n', ordered.Select(row => row.Raw)),
            File = rows[0].File,
            Line = rows[0].Line,
            GoodsRows = ordered.Count(row => row.Kind == RowKind.Goods),
            ServiceRows = ordered.Count(row => row.Kind == RowKind.Service),
            OrderAmount = ordered.Sum(row => row.Amount ?? 0),
            Cancelled = [.. cancelled.Select(Cancelled)],
            Notes = notes,
        };
    }

    /// <summary>Rows that are refused together, whatever they are.</summary>
    public static Delivery Refuse(IReadOnlyList<MappedRow> rows, RowFault fault) =>
        new() { File = rows[0].File, Line = rows[0].Line, Notes = [.. rows.Select(row => Refusal(row, row.Fault ?? fault))] };

    private (IncomingOrder?, RowFault?) Order(List<MappedRow> rows)
    {
        var first = rows[0];
        if (mapper.Minor(first.Text(RowField.Shipping), first.Currency) is not { } shipping) return (null, NoAmount(RowField.Shipping));
        if (mapper.Minor(first.Text(RowField.OrderDiscount), first.Currency) is not { } discount) return (null, NoAmount(RowField.OrderDiscount));
        if (mapper.Minor(first.Text(RowField.Total), first.Currency) is not { } total) return (null, NoAmount(RowField.Total));

        var lines = new IncomingLine[rows.Count];
        for (var i = 0; i < lines.Length; i++) lines[i] = Line(rows[i], i + 1);
        return (new()
        {
            ExternalNumber = first.Number,
            PlacedAt = rows.Min(row => row.PlacedAt), // A till may take a minute over one order.
            Currency = first.Currency,
            ShipTo = AddressOf(first),
            CountryText = first.Country.Length == 0 ? first.Text(RowField.Country) : "",
            BuyerId = first.BuyerId,
            BuyerTaxId = first.Text(RowField.BuyerTaxId),
            Lines = lines,
            ShippingMinor = shipping,
            DiscountMinor = first.Text(RowField.OrderDiscount).Length > 0 ? discount : lines.Sum(line => line.DiscountMinor),
            TaxMinor = lines.Sum(line => line.TaxMinor),
            TotalMinor = first.Text(RowField.Total).Length > 0 ? total : null,
            BuyerNote = first.Text(RowField.Note),
            GiftMessage = first.Text(RowField.GiftMessage),
            RequestedService = first.Text(RowField.RequestedService) is { Length: > 0 } service ? service : null,
            Flags = Array.TrueForAll(lines, line => line.UnitPriceMicros == 0) ? [FreeFlag] : [],
        }, null);
    }

    /// <summary>Nobody pays for anything in the order: a gift, a sample, or stock that was found. Rules can hold it.</summary>
    private const string FreeFlag = "free";

    private IncomingLine Line(MappedRow row, int ordinal) => new()
    {
        ExternalLineId = row.Text(RowField.LineId) is { Length: > 0 } id ? id : ordinal.ToString(CultureInfo.InvariantCulture),
        Code = row.Code,
        Description = row.Text(RowField.Description),
        Quantity = row.Quantity,
        UnitPriceMicros = row.UnitPriceMicros,
        AmountMinor = LineAmount.Minor(row.Quantity, row.UnitPriceMicros, row.Currency),
        DiscountMinor = row.LineDiscountMinor,
        TaxMinor = row.LineTaxMinor,
        IsService = row.Kind == RowKind.Service,
    };

    private static Address AddressOf(MappedRow row) => new()
    {
        Name = row.Text(RowField.Name),
        Company = row.Text(RowField.Company),
        Line1 = row.Text(RowField.Line1),
        Line2 = row.Text(RowField.Line2),
        City = row.Text(RowField.City),
        Province = row.Text(RowField.Province),
        Postcode = row.Text(RowField.Postcode),
        Country = row.Country,
        Phone = row.Text(RowField.Phone),
        Email = row.Text(RowField.Email),
    };

    private CancelledRow Cancelled(MappedRow row, int index)
    {
        var isMarkedByNumber = profile.Cancellations.NumberPrefix.Length > 0 && row.Number.StartsWith(profile.Cancellations.NumberPrefix, StringComparison.Ordinal);
        var key = row.Text(RowField.LineId) is { Length: > 0 } id ? id : (index + 1).ToString(CultureInfo.InvariantCulture);
        return new(row.Number, key, isMarkedByNumber ? "" : row.Number, row.PlacedAt, row.BuyerId, row.Code, row.Text(RowField.Description), row.UnitPriceMicros, -row.Quantity);
    }

    private RowFault? Contradiction(List<MappedRow> rows)
    {
        foreach (var field in SameForAllRows)
        {
            if (rows.Find(row => row.Text(field) != rows[0].Text(field)) is not { } other) continue;
            return new(profile.Columns.GetValueOrDefault(field, field.ToString()),
                $"Line {other.Line} says '{RowMapper.Shown(other.Text(field))}' and line {rows[0].Line} says '{RowMapper.Shown(rows[0].Text(field))}', and both belong to order {RowMapper.Shown(rows[0].Number)}.",
                "Give every row of an order the same value, or its own order number.");
        }

        return null;
    }

    private RowFault NoAmount(RowField field) => new(profile.Columns.GetValueOrDefault(field, field.ToString()), "The value is not an amount of the currency.", "Correct the value.");

    private static RowNote Refusal(MappedRow row, RowFault fault) => new(RowKind.Refused, row.File, row.Line, row.Number, fault.Field, fault.Why, fault.WhatToDo, row.Amount);

    private static RowNote Note(MappedRow row, Sentence why, Sentence whatToDo) => new(row.Kind, row.File, row.Line, row.Number, "", why, whatToDo, row.Amount);
}
