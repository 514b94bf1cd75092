/** A package whose configuration file is changed here, and then in its next release. */
export const conffileUpgrade = `set -e
cd /root
for release in 1.0 2.0; do
  mkdir -p acme/DEBIAN acme/etc
  echo /etc/acme.conf >acme/DEBIAN/conffiles
  echo "release = $release" >acme/etc/acme.conf
  printf '%s\\n' 'Package: acme' "Version: $release" 'Architecture: all' \\
    'Maintainer: ACME <acme@example.org>' 'Description: tools' >acme/DEBIAN/control
  dpkg-deb --build acme acme_$release.deb
done
dpkg --install acme_1.0.deb
echo 'colour = blue' >>/etc/acme.conf
dpkg --install acme_2.0.deb
`;
