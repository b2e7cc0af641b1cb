using System.Globalization;
using CsvHelper;
using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Tax.Contracts;
using Entrepot.Tax.Data;
using Entrepot.Tax.Domain;

namespace Entrepot.Tax.Features;

/// <summary>
/// The records behind a return, one supply after another, with what Implementing Regulation (EU) 282/2011 Art. 63c asks for as far as the
/// sale knows it: state, goods and quantity, day, taxable amount and currency, changes, rate, tax, place of dispatch, buyer's number,
/// order and consignment number. Proof of returned goods and of payment lie with the order.
/// </summary>
internal sealed class TaxRecords(EntrepotDb db)
{
    private static readonly string[] Titles =
        ["country", "region", "goods", "supplied_on", "currency", "taxable", "rate_percent", "tax", "is_change", "recorded_at", "scheme", "dispatched_from", "buyer_tax_id", "order", "consignment"];

    public async Task WriteAsync(TaxReturnView view, Stream body)
    {
        var line = view.Line.Registration;
        var scope = ReturnScope.Of(line.Kind, line.Country, line.Region, hasOss: false);
        await using var text = new StreamWriter(body, new System.Text.UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true);
        await using var csv = CsvWriter.Create(text, CsvWriterOptions.Default with { Injection = CsvInjection.Escape }, leaveOpen: true);
        foreach (var title in Titles) csv.WriteField(title);
        await csv.EndRecordAsync();
        var rows = await db.QueryAsync(TaxSql.Records, Read, CancellationToken.None, db.Tenant.Value, view.Line.From, view.Line.To, scope.Schemes.Select(scheme => scheme.ToString()).ToArray(), scope.Country, scope.Region);
        foreach (var row in rows)
        {
            foreach (var field in row) csv.WriteField(field);
            await csv.EndRecordAsync();
        }
    }

    private static string[] Read(System.Data.Common.DbDataReader row)
    {
        var currency = row.GetString(4);
        return
        [
            row.GetString(0), row.GetString(1), row.GetString(2), row.GetFieldValue<DateOnly>(3).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), currency,
            Amount(row.GetInt64(5)), row.IsDBNull(6) ? "" : (row.GetInt64(6) / 10_000m).ToString("0.####", CultureInfo.InvariantCulture), Amount(row.GetInt64(7)),
            row.GetBoolean(8) ? "yes" : "", row.GetFieldValue<DateTime>(9).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
            row.GetString(10), row.GetString(11), row.GetString(12), row.GetString(13), row.GetString(14),
        ];

        string Amount(long minor) => new Money(minor, currency).ToDecimal().ToString(CultureInfo.InvariantCulture);
    }
}
