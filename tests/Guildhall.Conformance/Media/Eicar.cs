using System.Text;

namespace Guildhall.Conformance.Media;

/// <summary>The harmless file that every scanner takes for a virus. In two parts, so that no scanner takes this one for it.</summary>
internal static class Eicar
{
    public static readonly byte[] Bytes = Encoding.ASCII.GetBytes(@"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + "EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*");
}
