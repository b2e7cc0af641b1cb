using System.Globalization;
using CsvHelper;
using Entrepot.Kernel;
using Entrepot.Orders.Domain;
using Entrepot.Platform.Http;
using Entrepot.Platform.Security;
using Entrepot.Platform.Ui;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Entrepot.Orders.Features;

/// <summary>What the order list shows, as CSV or as a workbook, streamed. Cells that a spreadsheet would run as a formula are made harmless.</summary>
internal sealed class OrderExport(OrderList list)
{
    private static readonly string[] Titles = ["number", "external_number", "status", "hold_code", "hold_reason", "placed_at", "buyer", "country", "warehouses", "service", "total", "currency", "profit"];

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/orders/export.csv", (ListUrl url, OrderExport export, CancellationToken ct) => Results.Stream(body => export.WriteAsync(url, body, ct), "text/csv; charset=utf-8", "orders.csv"))
            .RequireAuthorization("orders.view");
        routes.MapGet("/orders/export.xlsx", (ListUrl url, HttpContext http, OrderExport export, CancellationToken ct) => SheetWriter.Answer(http, "orders.xlsx", body => export.WriteSheetAsync(url, body, ct)))
            .RequireAuthorization("orders.view");
    }

    public async Task WriteAsync(ListUrl url, Stream body, CancellationToken ct)
    {
        await using var text = new StreamWriter(body, new System.Text.UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true);
        await using var csv = CsvWriter.Create(text, CsvWriterOptions.Default with { Injection = CsvInjection.Escape }, leaveOpen: true);
        foreach (var title in Titles) csv.WriteField(title);
        await csv.EndRecordAsync(ct);
        await foreach (var order in Orders(url).WithCancellation(ct))
        {
            foreach (var cell in Cells(order))
            {
                if (cell is decimal amount) csv.WriteField<decimal>(amount, default);
                else csv.WriteField(cell as string ?? "");
            }

            await csv.EndRecordAsync(ct);
        }
    }

    public async Task WriteSheetAsync(ListUrl url, Stream body, CancellationToken ct)
    {
        await using var sheet = await SheetWriter.BeginAsync(body, "Orders", ct);
        await sheet.RowAsync(Titles, ct);
        await foreach (var order in Orders(url).WithCancellation(ct)) await sheet.RowAsync(Cells(order), ct);
    }

    private IAsyncEnumerable<Order> Orders(ListUrl url) => list.Filter(url).OrderBy(order => order.Id).AsAsyncEnumerable();

    private static object?[] Cells(Order order) =>
    [
        order.Number, order.ExternalNumber, order.Status.ToString(), order.HoldCode, order.HoldReason is { } reason ? Discretion.Of(reason).ToString() : null,
        order.PlacedAt.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture), order.BuyerName, order.Country, order.Warehouses, order.Service,
        Amount(order.TotalMinor, order.Currency), order.Currency, Amount(order.ProfitMinor, order.Currency),
    ];

    private static object? Amount(long? minor, string currency) => minor is { } amount && !Discretion.HidesMoney ? new Money(amount, currency).ToDecimal() : null;
}
