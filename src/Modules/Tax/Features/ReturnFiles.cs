using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using CsvHelper;
using Entrepot.Kernel;
using Entrepot.Tax.Contracts;

namespace Entrepot.Tax.Features;

/// <summary>A return as a file.</summary>
internal static class ReturnFiles
{
    /// <summary>
    /// One row for each country and rate (type 1, a sale) and for each country and period that is corrected (type 2): the rows of a one-stop-shop
    /// return. The member states have no file in common; the row types are those that Finland's tax administration reads (vero.fi, Union scheme).
    /// </summary>
    public static async Task WriteCsvAsync(ReturnFigures figures, Stream body)
    {
        await using var text = new StreamWriter(body, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true);
        await using var csv = CsvWriter.Create(text, CsvWriterOptions.Default with { Injection = CsvInjection.Escape }, leaveOpen: true);
        foreach (var title in new[] { "type", "country", "region", "dispatched_from", "rate_percent", "period", "supplies", "taxable", "tax", "currency" }) csv.WriteField(title);
        await csv.EndRecordAsync();
        foreach (var line in figures.Lines)
            await WriteAsync(csv, "1", line.Country, line.Region, line.ShipFrom, Percent(line.RatePpm), figures.Period, line.Supplies.ToString(CultureInfo.InvariantCulture), Amount(line.NetMinor), Amount(line.TaxMinor), figures.Currency);
        foreach (var line in figures.Corrections)
            await WriteAsync(csv, "2", line.Country, line.Region, "", "", line.Period, "", Amount(line.NetMinor), Amount(line.TaxMinor), figures.Currency);

        string Amount(long minor) => new Money(minor, figures.Currency).ToDecimal().ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>The body of HMRC's VAT (MTD) API 1.0, submit return. <c>periodKey</c> is HMRC's own and is filled in from its list of obligations.</summary>
    public static string Mtd(ReturnFigures figures)
    {
        var body = new JsonObject { ["periodKey"] = "" };
        foreach (var box in figures.Boxes) body[box.Api] = new Money(box.Minor, figures.Currency).ToDecimal();
        body["finalised"] = false;
        return body.ToJsonString();
    }

    private static string Percent(long? ppm) => ppm is { } rate ? (rate / 10_000m).ToString("0.####", CultureInfo.InvariantCulture) : "";

    private static ValueTask WriteAsync(CsvWriter csv, params ReadOnlySpan<string> fields)
    {
        foreach (var field in fields) csv.WriteField(field);
        return csv.EndRecordAsync();
    }
}
