using Entrepot.Identity.Domain;
using Entrepot.Platform.Data;
using Entrepot.Platform.Security;
using Microsoft.EntityFrameworkCore;

namespace Entrepot.Identity.Features;

/// <summary>The company's active users, by name, for everybody in it.</summary>
internal sealed class Colleagues(EntrepotDb db) : IColleagues
{
    /// <summary>More than a menu can show; a company beyond it gives work to the first by name.</summary>
    private const int MostPeople = 500;

    public async Task<IReadOnlyList<Colleague>> AllAsync(CancellationToken ct) =>
        await db.Set<User>().Where(user => user.IsActive).OrderBy(user => user.DisplayName).ThenBy(user => user.UserName).Take(MostPeople)
            .Select(user => new Colleague(user.Id.Value, user.UserName, user.DisplayName)).ToListAsync(ct);
}
