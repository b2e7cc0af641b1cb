using System.Globalization;
using CsvHelper;
using Entrepot.Kernel;
using Entrepot.Orders.Domain;
using Entrepot.Platform.Security;
using Entrepot.Platform.Ui;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Entrepot.Orders.Features;

/// <summary>What the order list shows, as CSV, streamed. Cells that a spreadsheet would run as a formula are made harmless.</summary>
internal sealed class OrderExport(OrderList list)
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/orders/export.csv", (ListUrl url, OrderExport export) => Results.Stream(body => export.WriteAsync(url, body), "text/csv; charset=utf-8", "orders.csv"))
            .RequireAuthorization("orders.view");

    public async Task WriteAsync(ListUrl url, Stream body)
    {
        await using var text = new StreamWriter(body, new System.Text.UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true);
        await using var csv = CsvWriter.Create(text, CsvWriterOptions.Default with { Injection = CsvInjection.Escape }, leaveOpen: true);
        foreach (var title in new[] { "number", "external_number", "status", "hold_code", "hold_reason", "placed_at", "buyer", "country", "warehouses", "service", "total", "currency", "profit" }) csv.WriteField(title);
        await csv.EndRecordAsync();
        await foreach (var order in list.Filter(url).OrderBy(order => order.Id).AsAsyncEnumerable()) await WriteRowAsync(csv, order);
    }

    private static ValueTask WriteRowAsync(CsvWriter csv, Order order)
    {
        csv.WriteField(order.Number);
        csv.WriteField(order.ExternalNumber);
        csv.WriteField(order.Status.ToString());
        csv.WriteField(order.HoldCode);
        csv.WriteField(order.HoldReason is { } reason ? Discretion.Of(reason).ToString() : null);
        csv.WriteField(order.PlacedAt.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture));
        csv.WriteField(order.BuyerName);
        csv.WriteField(order.Country);
        csv.WriteField(order.Warehouses);
        csv.WriteField(order.Service);
        WriteAmount(csv, order.TotalMinor, order.Currency);
        csv.WriteField(order.Currency);
        WriteAmount(csv, order.ProfitMinor, order.Currency);
        return csv.EndRecordAsync();
    }

    private static void WriteAmount(CsvWriter csv, long? minor, string currency)
    {
        if (minor is { } amount && !Discretion.HidesMoney) csv.WriteField<decimal>(new Money(amount, currency).ToDecimal(), default);
        else csv.WriteField("");
    }
}
