using Entrepot.Kernel;
using Entrepot.Orders.Domain;
using Entrepot.Platform.Data;
using Entrepot.Platform.Security;
using Entrepot.Platform.Ui;
using Microsoft.EntityFrameworkCore;

namespace Entrepot.Orders.Features;

/// <summary>The tags of orders and who looks after them, as lists and pages show them.</summary>
internal sealed class OrderMarks(EntrepotDb db, IColleagues colleagues, CurrentUser user)
{
    /// <summary>More tags than this nobody tells apart.</summary>
    public const int TagsMax = 100;

    public async Task<IReadOnlyList<OrderTagView>> TagsAsync(CancellationToken ct) =>
        await db.Set<OrderTag>().OrderBy(tag => tag.Name).Take(TagsMax).Select(tag => new OrderTagView(tag.Id, tag.Name, tag.Tone)).ToListAsync(ct);

    /// <summary>By order, in the order of the tags' names.</summary>
    public async Task<ILookup<long, OrderTagView>> TagsOfAsync(IReadOnlyList<OrderId> orders, CancellationToken ct)
    {
        var tagged = await db.Set<OrderTagged>().Where(row => orders.Contains(row.OrderId)).Select(row => new { row.OrderId, row.TagId }).ToListAsync(ct);
        var tags = tagged.Count == 0 ? [] : (await TagsAsync(ct)).ToDictionary(tag => tag.Id);
        return tagged.Where(row => tags.ContainsKey(row.TagId)).Select(row => (row.OrderId, Tag: tags[row.TagId])).OrderBy(row => row.Tag.Name, StringComparer.CurrentCulture).ToLookup(row => row.OrderId.Value, row => row.Tag);
    }

    /// <summary>The names of who looks after these orders; those of nobody are left out.</summary>
    public async Task<IReadOnlyDictionary<long, string>> OwnersOfAsync(IReadOnlyList<OrderId> orders, CancellationToken ct) =>
        await db.Set<OrderAssigned>().Where(row => orders.Contains(row.OrderId)).ToDictionaryAsync(row => row.OrderId.Value, row => row.UserName, ct);

    /// <summary>Whom work can be given to: oneself first.</summary>
    public async Task<IReadOnlyList<Option>> PeopleAsync(CancellationToken ct)
    {
        var others = (await colleagues.AllAsync(ct)).Where(person => person.UserId != user.UserId).Select(person => new Option(person.UserId.ToString(System.Globalization.CultureInfo.InvariantCulture), person.Name));
        return user.UserId is null ? [.. others] : [new(OrderFilters.Me, "Me"), .. others];
    }

    /// <summary>The same with the reader called in the reader's language.</summary>
    public static IReadOnlyList<Option> InWords(IReadOnlyList<Option> people, Text words) => [.. people.Select(person => person.Value == OrderFilters.Me ? person with { Text = words["Me"] } : person)];
}
