using Entrepot.Platform.Security;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Platform.Ui;

/// <summary>What calls for the current user's own attention, behind the bell in the top bar. Registered scoped, several of them; each is asked once per whole page.</summary>
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
        if (!http.RequestServices.GetRequiredService<CurrentUser>().IsSignedIn) return;

        // It counts all that rings and leads to the first that does; the next rings on when that is put aside.
        var (href, count) = ("", 0);
        foreach (var bell in http.RequestServices.GetServices<IBell>())
        {
            var rings = await bell.CountAsync(http.RequestAborted);
            if (href.Length == 0 || (count == 0 && rings > 0)) href = bell.Href;
            count += rings;
        }

        if (href.Length > 0) http.Items[typeof(Bell)] = new Bell(href, count);
    }
}
