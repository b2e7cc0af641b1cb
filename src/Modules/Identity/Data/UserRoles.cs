using Entrepot.Identity.Domain;
using Entrepot.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Entrepot.Identity.Data;

internal static class UserRoles
{
    /// <summary>The user's role where it is one of the company's own; null otherwise.</summary>
    public static async Task<OwnRole?> RoleOfAsync(this User user, EntrepotDb db, CancellationToken ct) =>
        user.OwnRoleId is { } id ? await db.Set<OwnRole>().SingleOrDefaultAsync(role => role.Id == id, ct) : null;
}
