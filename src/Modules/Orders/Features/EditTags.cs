using Entrepot.Kernel;
using Entrepot.Orders.Data;
using Entrepot.Orders.Domain;
using Entrepot.Platform.Data;
using Entrepot.Platform.Ui;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Entrepot.Orders.Features;

/// <summary>Colours of tags, and tags that nobody needs any more.</summary>
internal sealed class EditTags(EntrepotDb db)
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/orders/tags", async (ListUrl url, EditTags edit, CancellationToken ct) => PageResult.Show<OrderTagsPage>(new { Url = url, Tags = await edit.AllAsync(ct) })).RequireAuthorization("orders.edit");
        routes.MapPost("/orders/tags/{id:long}", async (long id, PostedForm form, EditTags edit, Text words, CancellationToken ct) =>
                PageResult.After(await edit.PaintAsync(id, form.Choice<Tone>("tone") ?? Tone.Run, ct), words["Tag saved"], "/orders/tags")).RequireAuthorization("orders.edit");
        routes.MapPost("/orders/tags/{id:long}/delete", async (long id, EditTags edit, Text words, CancellationToken ct) =>
                PageResult.After(await edit.DeleteAsync(id, ct), words["Tag deleted"], "/orders/tags")).RequireAuthorization("orders.edit");
    }

    public async Task<IReadOnlyList<OrderTagView>> AllAsync(CancellationToken ct) =>
        await db.Set<OrderTag>().OrderBy(tag => tag.Name)
            .Select(tag => new OrderTagView(tag.Id, tag.Name, tag.Tone) { Count = db.Set<OrderTagged>().Count(row => row.TagId == tag.Id) }).ToListAsync(ct);

    public Task<Result> PaintAsync(long id, Tone tone, CancellationToken ct) => ChangeAsync(id, OrderSql.PaintTag, tone.ToString(), ct);

    /// <summary>It goes from all orders too; their timelines still tell of it.</summary>
    public Task<Result> DeleteAsync(long id, CancellationToken ct) => ChangeAsync(id, OrderSql.DeleteTag, null, ct);

    private async Task<Result> ChangeAsync(long id, string sql, string? tone, CancellationToken ct)
    {
        await using var unit = await db.BeginAsync(ct);
        if (!await db.Set<OrderTag>().AnyAsync(tag => tag.Id == id, ct)) return OrderProblems.NoSuchTag("");
        if (tone is null) db.Writes.Execute(OrderSql.DeleteTagged, false, db.Tenant.Value, id);
        if (tone is null) db.Writes.Execute(sql, true, db.Tenant.Value, id);
        else db.Writes.Execute(sql, true, db.Tenant.Value, id, tone);
        return await unit.CommitAsync(ct);
    }
}
