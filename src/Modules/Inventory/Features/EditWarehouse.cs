using System.Globalization;
using Entrepot.Inventory.Contracts;
using Entrepot.Inventory.Domain;
using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Platform.Http;
using Entrepot.Platform.Ui;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Entrepot.Inventory.Features;

/// <summary>Adds a warehouse, or changes what is on file of one. Orders that are planned keep what they were planned with.</summary>
internal sealed class EditWarehouse(EntrepotDb db, IdBlocks ids, IWarehouses warehouses)
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/api/v1/warehouses", async (WarehouseBody body, EditWarehouse edit, CancellationToken ct) => (await edit.AddAsync(body, ct)).ToHttp())
            .RequireAuthorization("warehouse.edit")
            .DisableAntiforgery()
            .WithSummary("Add a warehouse; answers its id");
        routes.MapPut("/api/v1/warehouses/{code}", async (string code, WarehouseBody body, EditWarehouse edit, IWarehouses warehouses, CancellationToken ct) =>
                (await warehouses.AllAsync(ct)).FirstOrDefault(site => site.Code == code) is { } site ? (await edit.ChangeAsync(site.Id, body, ct)).ToHttp() : InventoryProblems.UnknownCode(code).ToHttp())
            .RequireAuthorization("warehouse.edit")
            .DisableAntiforgery()
            .WithSummary("Put a warehouse's address, time zone and cut-off in place of what is on file");

        routes.MapGet("/warehouses/new", () => Show(null, null, PostedForm.Blank)).RequireAuthorization("warehouse.edit");
        routes.MapPost("/warehouses/new", async (PostedForm form, EditWarehouse edit, Text words, CancellationToken ct) =>
            {
                var body = WarehouseBody.Of(form);
                if (form.HasProblems) return Show(null, null, form);
                var added = await edit.AddAsync(body, ct);
                return added.Problem is { } problem ? Show(null, null, form.With(problem)) : PageResult.Go("/warehouses").Saying(words["The warehouse is added. Make its bins next."]);
            })
            .RequireAuthorization("warehouse.edit");
        routes.MapGet("/warehouses/{id:long}", async (long id, IWarehouses warehouses, CancellationToken ct) =>
                await FindAsync(id, warehouses, ct) is { } site ? Show(id, site, PostedForm.Blank) : PageResult.Refused(InventoryProblems.UnknownWarehouse(new(id))))
            .RequireAuthorization("stock.view");
        routes.MapPost("/warehouses/{id:long}", async (long id, PostedForm form, EditWarehouse edit, IWarehouses warehouses, Text words, CancellationToken ct) =>
            {
                if (await FindAsync(id, warehouses, ct) is not { } site) return PageResult.Refused(InventoryProblems.UnknownWarehouse(new(id)));
                var body = WarehouseBody.Of(form);
                if (form.HasProblems) return Show(id, site, form);
                var changed = await edit.ChangeAsync(site.Id, body, ct);
                return changed.Problem is { } problem ? Show(id, site, form.With(problem)) : PageResult.Go("/warehouses").Saying(words["The warehouse is changed."]);
            })
            .RequireAuthorization("warehouse.edit");
    }

    public async Task<Result<WarehouseAdded>> AddAsync(WarehouseBody body, CancellationToken ct)
    {
        await using var unit = await db.BeginAsync(ct);
        var site = body.ToSite(new(ids.Next()));
        if (site.Problem is { } wrong) return wrong;
        if ((await warehouses.AddAsync(site.Value, ct)).Problem is { } refused) return refused;
        if ((await unit.CommitAsync(ct)).Problem is { } problem) return problem;
        return new WarehouseAdded(site.Value.Id.Value, site.Value.Code);
    }

    public async Task<Result> ChangeAsync(WarehouseId id, WarehouseBody body, CancellationToken ct)
    {
        await using var unit = await db.BeginAsync(ct);
        var site = body.ToSite(id);
        if (site.Problem is { } wrong) return wrong;
        if ((await warehouses.ChangeAsync(site.Value, ct)).Problem is { } refused) return refused;
        return await unit.CommitAsync(ct);
    }

    private static async Task<WarehouseSite?> FindAsync(long id, IWarehouses warehouses, CancellationToken ct) =>
        (await warehouses.AllAsync(ct)).FirstOrDefault(site => site.Id == new WarehouseId(id));

    private static PageResult Show(long? id, WarehouseSite? site, PostedForm form)
    {
        var zones = TimeZoneInfo.GetSystemTimeZones().Select(zone => zone.Id).Where(zone => zone.Contains('/', StringComparison.Ordinal)).Order(StringComparer.Ordinal).ToList();
        var parameters = new { Found = new WarehouseFormView(id, site, zones), Posted = form };
        return form.HasProblems ? PageResult.Invalid<WarehousePage>(parameters) : PageResult.Show<WarehousePage>(parameters);
    }
}

internal sealed record WarehouseAdded(long Id, string Code);

/// <param name="TimeZone">IANA name.</param>
/// <param name="CutOff">Local time, <c>16:30</c>.</param>
/// <param name="IsActive">Whether orders are shipped from there; absent means yes.</param>
internal sealed record WarehouseBody(
    string? Code, string? Name, string? Company, string? Line1, string? Line2, string? City, string? Province, string? Postcode, string? Country, string? Phone, string? Email,
    double Latitude, double Longitude, string? TimeZone, string? CutOff, bool? IsActive)
{
    public Result<WarehouseSite> ToSite(WarehouseId id)
    {
        if (!TimeOnly.TryParseExact(CutOff ?? "", ["H:mm", "HH:mm"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var cutOff)) return InventoryProblems.BadCutOff(CutOff ?? "");
        var address = new Address
        {
            Name = Company is { Length: > 0 } company ? company : Name ?? "",
            Company = Company ?? "",
            Line1 = Line1 ?? "",
            Line2 = Line2 ?? "",
            City = City ?? "",
            Province = Province ?? "",
            Postcode = Postcode ?? "",
            Country = Country ?? "",
            Phone = Phone ?? "",
            Email = Email ?? "",
        };
        return new WarehouseSite(id, Code ?? "", Name ?? "", address, Latitude, Longitude, TimeZone ?? "", cutOff, IsActive ?? true);
    }

    public static WarehouseBody Of(WarehouseSite site) => new(
        site.Code, site.Name, site.Address.Company, site.Address.Line1, site.Address.Line2, site.Address.City, site.Address.Province, site.Address.Postcode, site.Address.Country,
        site.Address.Phone, site.Address.Email, site.Latitude, site.Longitude, site.TimeZone, site.CutOff.ToString("HH:mm", CultureInfo.InvariantCulture), site.IsActive);

    /// <summary>Numbers that are none are said in the form.</summary>
    public static WarehouseBody Of(PostedForm form) => new(
        form.Text("code").ToUpperInvariant(), form.Text("name", longest: 80), form.Text("company", longest: 80), form.Text("line1", longest: 120), form.Text("line2", longest: 120), form.Text("city", longest: 80),
        form.Text("province", longest: 80), form.Text("postcode", longest: 16), form.Text("country").ToUpperInvariant(), form.Text("phone", longest: 40), form.Text("email", longest: 120),
        (double)(form.Number("latitude", required: true) ?? 0), (double)(form.Number("longitude", required: true) ?? 0), form.Text("timeZone"), form.Text("cutOff"), form.Ticked("active"));
}
