using Entrepot.Platform.Security;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Platform.Ui;

/// <summary>What calls for the current user's own attention, behind the bell in the top bar. Registered scoped; asked once per whole page.</summary>
public interface IBell
{
    /// <summary>The page that lists it.</summary>
    string Href { get; }

    /// <summary>How much of it is not put aside; an index has to answer.</summary>
    Task<int> CountAsync(CancellationToken ct);
}

/// <summary>The bell of one page, read before it is rendered.</summary>
internal sealed record Bell(string Href, int Count)
{
    /// <summary>Null where nobody is signed in or nothing rings.</summary>
    public static Bell? Of(HttpContext http) => http.Items[typeof(Bell)] as Bell;

    public static async Task LoadAsync(HttpContext http)
    {
        if (!http.RequestServices.GetRequiredService<CurrentUser>().IsSignedIn || http.RequestServices.GetService<IBell>() is not { } bell) return;
        http.Items[typeof(Bell)] = new Bell(bell.Href, await bell.CountAsync(http.RequestAborted));
    }
}
